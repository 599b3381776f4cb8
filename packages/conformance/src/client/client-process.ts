import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { RunError } from "../run/run-error.js";

const longestOutput = 2_000;
const placeholder = "{url}";

/** The client program of one case, in a process group of its own. */
export class ClientProcess {
  readonly #child: ChildProcess;
  #output = "";

  /** A group of its own outlives the kit, unless it is told. */
  readonly #killWithKit = (): void => killGroup(this.#child.pid);

  private constructor(child: ChildProcess) {
    this.#child = child;
    process.once("exit", this.#killWithKit);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8");
      stream?.on("data", (text: string) => {
        this.#output = (this.#output + text).slice(-longestOutput);
      });
    }
  }

  /** Starts the program. Rejects with a `RunError` if that is not possible. */
  static async start(command: readonly string[], url: string): Promise<ClientProcess> {
    const [program = "", ...args] = withUrl(command, url);
    try {
      const child = spawn(program, args, { detached: true, stdio: ["ignore", "pipe", "pipe"] });
      await once(child, "spawn");
      return new ClientProcess(child);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new RunError("CLIENT_NOT_STARTED", `The client program can't be started: ${why}`, {
        cause: error,
      });
    }
  }

  /** The last lines that the program wrote. */
  get output(): readonly string[] {
    return this.#output.split("\n").filter((line) => line.trim() !== "");
  }

  /** Tells how the program ended, when it does. */
  onExit(listener: (how: string) => void): void {
    this.#child.once("exit", (code, signal) =>
      listener(code === null ? `by ${signal}` : `with exit code ${code}`),
    );
  }

  /** Ends the program and whatever it has started, at once. */
  async kill(): Promise<void> {
    const { pid, exitCode, signalCode } = this.#child;
    const hasExited = exitCode !== null || signalCode !== null;
    const exit = hasExited ? undefined : once(this.#child, "exit");
    process.removeListener("exit", this.#killWithKit);
    killGroup(pid);
    await exit;
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
  }
}

function withUrl(command: readonly string[], url: string): string[] {
  const hasPlaceholder = command.some((part) => part.includes(placeholder));
  return hasPlaceholder ? command.map((part) => part.replaceAll(placeholder, url)) : [...command, url];
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) {
    return;
  }
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") {
      throw error;
    } // else nobody of the group is left
  }
}
