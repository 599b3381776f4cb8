import type { Browser, Locator, Page } from "playwright-core";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { collectProblems, launch, reasonToSkip } from "../../../packages/client/test/browser/chromium.js";
import { type RunningChat, startChat } from "./chat-server.js";
import { Wire } from "./wire.js";

const REFUSED_CONNECTION =
  /^WebSocket connection to 'ws:\/\/localhost:\d+\/socket\.io\/\S*' failed: .*ERR_CONNECTION_REFUSED$/;
const ACK_TIMEOUT_MS = 8_000;

if (reasonToSkip !== undefined) console.warn(`The tests of the chat page are skipped: ${reasonToSkip}.`);

describe.skipIf(reasonToSkip !== undefined)("the chat page", { timeout: 30_000 }, () => {
  let browser: Browser;
  let chat: RunningChat;
  let problems: string[];

  beforeAll(async () => {
    browser = await launch();
    return () => browser.close();
  }, 30_000);

  beforeEach(async () => {
    problems = [];
    chat = await startChat();
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await chat.stop();
    expect(problems).toEqual([]);
  });

  test("delivers a message to the other page, and ticks it for its author", async () => {
    const [ada, bo] = [await enter("Ada"), await enter("Bo")];
    await say(ada, "Good morning");
    await messageIn(bo, "Good morning").waitFor();
    await messageIn(ada, "Good morning").getByLabel("Delivered").waitFor();
  });

  test("remembers the name, and offers it to a second tab", async () => {
    const ada = await enter("Ada");
    await ada.reload();
    await isOnline(ada);
    const second = await ada.context().newPage();
    await second.goto(chat.url);
    await expect.poll(() => nameField(second).inputValue()).toBe("Ada");
  });

  test("shows who is typing until the message is there", async () => {
    const [ada, bo] = [await enter("Ada"), await enter("Bo")];
    await textField(ada).pressSequentially("Hm");
    await bo.getByText("Ada is typing").waitFor();
    await say(ada, "Hmm");
    await messageIn(bo, "Hmm").waitFor();
    expect(await bo.getByText("Ada is typing").count()).toBe(0);
  });

  test("sends a picture as binary", async () => {
    const ada = await enter("Ada");
    const bo = await newPage();
    const binaryFrames = watchBinaryFrames(bo);
    await introduce(bo, "Bo");
    await stage(ada, await paint(ada, { width: 300, height: 200 }));
    await say(ada, "Look");
    await expect.poll(() => pictureWidth(bo)).toBe(300);
    expect(binaryFrames).toHaveLength(1);
    await messageIn(ada, "Look").getByLabel("Delivered").waitFor();
  });

  test("scales a picture down that is too large", async () => {
    const [ada, bo] = [await enter("Ada"), await enter("Bo")];
    const original = await paint(ada, { width: 1800, height: 1200, isNoisy: true });
    expect(original.length).toBeGreaterThan(1_000_000);
    await stage(ada, original);
    await textField(ada).press("Enter");
    await expect.poll(() => pictureWidth(bo)).toBeGreaterThan(600);
    expect(await pictureWidth(bo)).toBeLessThanOrEqual(1600);
  });

  test("refuses a file that is no picture", async () => {
    const ada = await enter("Ada");
    await ada
      .getByLabel("Picture file")
      .setInputFiles({ name: "a.png", mimeType: "image/png", buffer: Buffer.from("?") });
    await ada.getByText("This browser cannot read that picture.").waitFor();
  });

  test("takes a person off the list whose page closes", async () => {
    const [ada, bo] = [await enter("Ada"), await enter("Bo")];
    await expect.poll(() => presentIn(ada)).toEqual(["Ada", "Bo"]);
    await bo.close();
    await expect.poll(() => presentIn(ada)).toEqual(["Ada"]);
  });

  test("keeps the rooms apart, and counts what is unread in the others", async () => {
    const [ada, bo] = [await enter("Ada"), await enter("Bo")];
    await roomLink(bo, "kitchen").click();
    await expect.poll(() => presentIn(bo)).toEqual(["Bo"]);
    await say(ada, "Only for the harbour");
    await roomLink(bo, "harbour").getByText("1 unread").waitFor();
    expect(await messageIn(bo, "Only for the harbour").count()).toBe(0);
    await roomLink(bo, "harbour").click();
    await messageIn(bo, "Only for the harbour").waitFor();
    expect(await roomLink(bo, "harbour").getByText("unread").count()).toBe(0);
  });

  test("opens a new room for everybody", async () => {
    const [ada, bo] = [await enter("Ada"), await enter("Bo")];
    await ada.getByLabel("Name of a new room").fill("Boat Club");
    await ada.keyboard.press("Enter");
    await ada.getByRole("heading", { name: "boat club" }).waitFor();
    await roomLink(bo, "boat club").click();
    await expect.poll(() => presentIn(bo)).toEqual(["Bo", "Ada"]);
  });

  test("shows markup in a message as what it is, text", async () => {
    const [ada, bo] = [await enter("Ada"), await enter("<b>Bo</b>")];
    await say(bo, "<img src=x onerror=alert(1)> https://example.org/?a=1&b=2.");
    await messageIn(ada, "<img src=x onerror=alert(1)>").waitFor();
    const link = ada.getByRole("link", { name: "https://example.org/?a=1&b=2", exact: true });
    expect(await link.getAttribute("href")).toBe("https://example.org/?a=1&b=2");
  });

  test("fetches what it missed while it was offline, each message once", async () => {
    const ada = await enter("Ada");
    const bo = await newPage();
    const wire = await Wire.of(bo);
    await introduce(bo, "Bo");
    await say(ada, "before");
    await messageIn(bo, "before").waitFor();
    await wire.cut();
    await bo.getByText("Reconnecting").waitFor();
    await say(ada, "meanwhile");
    await say(bo, "written offline");
    await messageIn(bo, "written offline").getByLabel("Waiting for the connection").waitFor();
    wire.mend();
    await messageIn(ada, "written offline").waitFor();
    await messageIn(bo, "written offline").getByLabel("Delivered").waitFor();
    expect(await textsIn(bo)).toEqual(["before", "meanwhile", "written offline"]);
  });

  test("offers a retry when no ack comes, which does not repeat a message that had arrived", async () => {
    const bo = await enter("Bo");
    const ada = await newPage();
    await ada.clock.install();
    const wire = await Wire.of(ada);
    await introduce(ada, "Ada");
    wire.isDeaf = true;
    await say(ada, "Anybody?");
    await messageIn(bo, "Anybody?").waitFor();
    await ada.clock.fastForward(ACK_TIMEOUT_MS);
    await messageIn(ada, "Anybody?").getByLabel("Not sent").waitFor();
    wire.isDeaf = false;
    await ada.getByRole("button", { name: "Retry" }).click();
    await messageIn(ada, "Anybody?").getByLabel("Delivered").waitFor();
    expect(await textsIn(bo)).toEqual(["Anybody?"]);
  });

  test("goes on after a restart of the server", async () => {
    const [ada, bo] = [await enter("Ada"), await enter("Bo")];
    await say(ada, "before");
    await messageIn(bo, "before").waitFor();
    await chat.stop();
    await Promise.all([ada, bo].map((page) => page.getByText("Reconnecting").waitFor()));
    chat = await startChat(chat.port);
    await Promise.all([ada, bo].map(isOnline));
    await expect.poll(() => presentIn(ada)).toEqual(["Ada", "Bo"]);
    await say(ada, "after");
    await messageIn(bo, "after").waitFor();
    expect(await textsIn(bo)).toEqual(["before", "after"]);
    // While the server was down, the browser reported every attempt.
    problems = problems.filter((problem) => !REFUSED_CONNECTION.test(problem));
  });

  test("shows the rooms in a drawer on a narrow page", async () => {
    const ada = await enter("Ada");
    await ada.setViewportSize({ width: 390, height: 844 });
    await roomLink(ada, "kitchen").waitFor({ state: "hidden" });
    await ada.getByRole("button", { name: "Rooms", exact: true }).click();
    await roomLink(ada, "kitchen").click();
    await ada.getByRole("heading", { name: "kitchen" }).waitFor();
    await roomLink(ada, "kitchen").waitFor({ state: "hidden" });
  });

  /** Every page has a context of its own, like another person's browser. */
  async function newPage(): Promise<Page> {
    const context = await browser.newContext({ reducedMotion: "reduce" });
    const page = await context.newPage();
    await collectProblems(page, problems);
    return page;
  }

  async function enter(name: string): Promise<Page> {
    const page = await newPage();
    await introduce(page, name);
    return page;
  }

  async function introduce(page: Page, name: string): Promise<void> {
    await page.goto(chat.url);
    await nameField(page).fill(name);
    await page.getByRole("button", { name: "Continue" }).click();
    await isOnline(page);
  }
});

/** Connected, and let into the room. */
async function isOnline(page: Page): Promise<void> {
  await page.getByText("Online", { exact: true }).waitFor();
  await page.locator(".person").first().waitFor({ state: "attached" });
}

async function say(page: Page, text: string): Promise<void> {
  await textField(page).fill(text);
  await textField(page).press("Enter");
}

async function stage(page: Page, picture: Buffer): Promise<void> {
  await page
    .getByLabel("Picture file")
    .setInputFiles({ name: "a.png", mimeType: "image/png", buffer: picture });
  await page.getByText("ready to send").waitFor();
}

function nameField(page: Page): Locator {
  return page.getByRole("textbox", { name: "Your name" });
}

function textField(page: Page): Locator {
  return page.getByRole("textbox", { name: "Message", exact: true });
}

function roomLink(page: Page, name: string): Locator {
  return page.locator("#room-list").getByRole("link", { name });
}

function messageIn(page: Page, text: string): Locator {
  return page.getByRole("log").getByRole("listitem").filter({ hasText: text });
}

function textsIn(page: Page): Promise<string[]> {
  return page.locator(".message .text").allTextContents();
}

function presentIn(page: Page): Promise<string[]> {
  return page.locator(".person-name").allTextContents();
}

function pictureWidth(page: Page): Promise<number> {
  return page.locator(".picture img").evaluate((image: HTMLImageElement) => image.naturalWidth);
}

function watchBinaryFrames(page: Page): Buffer[] {
  const frames: Buffer[] = [];
  page.on("websocket", (socket) => {
    socket.on("framereceived", ({ payload }) => {
      if (typeof payload !== "string") frames.push(payload);
    });
  });
  return frames;
}

/** A PNG; noise does not compress, which makes it a large one. */
async function paint(
  page: Page,
  size: { width: number; height: number; isNoisy?: boolean },
): Promise<Buffer> {
  const url = await page.evaluate(({ width, height, isNoisy }) => {
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const context = canvas.getContext("2d");
    const pixels = new ImageData(width, height);
    for (let index = 0; index < pixels.data.length; index += 1) {
      pixels.data[index] = isNoisy && index % 4 !== 3 ? Math.random() * 256 : 255;
    }
    context?.putImageData(pixels, 0, 0);
    return canvas.toDataURL("image/png");
  }, size);
  return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
}
