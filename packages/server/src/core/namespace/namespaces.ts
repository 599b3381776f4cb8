import { isNamespaceName } from "@sockeye/protocol";
import type * as api from "../../api.js";
import type { Doorkeeper, JoinRequest } from "../client/client.js";
import type { ResolvedOptions } from "../options.js";
import { Namespace, type NamespaceHome } from "./namespace.js";
import { ParentNamespace } from "./parent-namespace.js";

/** What the namespaces of a server go by. */
export interface NamespacesContext extends Omit<NamespaceHome, "emptied"> {
  /** The options in force, which may change. */
  readonly options: Pick<ResolvedOptions, "maxDynamicNamespaces" | "cleanupEmptyChildNamespaces">;
  /** A namespace was made. */
  made(namespace: Namespace): void;
}

/** What `of` takes to tell the names that clients may call into being. */
export type NameRule = RegExp | api.ParentNamespaceNameMatchFn;

/** All namespaces of a server: those that the application made, and those that clients called into being. */
export class Namespaces implements Doorkeeper {
  readonly byName = new Map<string, Namespace>();
  readonly #parents = new Map<NameRule, ParentNamespace>();
  /** Those that only clients asked for, with their parents; they may go when they are empty. */
  readonly #dynamic = new Map<Namespace, ParentNamespace>();
  readonly #context: NamespacesContext;
  readonly #home: NamespaceHome;

  constructor(context: NamespacesContext) {
    this.#context = context;
    this.#home = { ...context, emptied: (namespace) => this.#emptied(namespace) };
  }

  /** The namespace with that name, made if there is none: then it stays, whether or not anybody is in it. */
  named(name: string): Namespace {
    const path = name.startsWith("/") ? name : `/${name}`;
    if (!isNamespaceName(path)) {
      throw new RangeError(
        "expected a namespace of at most 256 characters, no comma and no control character",
      );
    }
    const known = this.byName.get(path);
    if (known !== undefined) {
      return known;
    }
    const parent = [...this.#parents].find(
      ([rule]) => rule instanceof RegExp && path.search(rule) !== -1,
    )?.[1];
    return this.#add(parent?.bear(path) ?? new Namespace(this.#home, path));
  }

  /** The parent of all namespaces with such names. */
  matching(rule: NameRule): ParentNamespace {
    const known = this.#parents.get(rule);
    if (known !== undefined) {
      return known;
    }
    const parent = new ParentNamespace(this.#home, `/_${this.#parents.size}`, rule);
    this.#parents.set(rule, parent);
    return parent;
  }

  admit(request: JoinRequest): void {
    const known = this.byName.get(request.namespace);
    if (known !== undefined) {
      known.admit(request);
    } else {
      this.#askParents([...this.#parents.values()], request);
    }
  }

  #askParents(parents: ParentNamespace[], request: JoinRequest): void {
    const parent = parents.shift();
    if (parent === undefined) {
      request.client.refuse(request, { message: "Invalid namespace" });
      return;
    }
    parent.matches(request, (isMatch) => {
      if (isMatch) {
        this.#admitToChild(parent, request);
      } else {
        this.#askParents(parents, request);
      }
    });
  }

  #admitToChild(parent: ParentNamespace, request: JoinRequest): void {
    const known = this.byName.get(request.namespace); // another client may have been faster
    if (known === undefined && this.#dynamic.size >= this.#context.options.maxDynamicNamespaces) {
      request.client.refuse(request, { message: "Too many namespaces" });
      return;
    }
    (known ?? this.#addDynamic(parent, request.namespace)).admit(request);
  }

  #addDynamic(parent: ParentNamespace, name: string): Namespace {
    const child = parent.bear(name);
    this.#dynamic.set(child, parent);
    return this.#add(child);
  }

  #add(namespace: Namespace): Namespace {
    this.byName.set(namespace.name, namespace);
    this.#context.made(namespace);
    return namespace;
  }

  #emptied(namespace: Namespace): void {
    const parent = this.#dynamic.get(namespace);
    if (parent !== undefined && this.#context.options.cleanupEmptyChildNamespaces) {
      this.#dynamic.delete(namespace);
      this.byName.delete(namespace.name);
      parent.children.delete(namespace);
      void namespace.closeAdapter();
    }
  }
}
