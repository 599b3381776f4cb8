import type * as api from "../api.js";
import type { Auth, Client, Doorkeeper } from "./client.js";
import { Namespace, type NamespaceHome } from "./namespace.js";
import { ParentNamespace } from "./parent-namespace.js";

/** What the namespaces of a server go by. */
export interface NamespacesContext extends Omit<NamespaceHome, "emptied"> {
  readonly maxDynamicNamespaces: number;
  readonly cleanupEmptyChildNamespaces: boolean;
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

  /** The namespace with that name, made if there is none. One that the application has asked for stays. */
  named(name: string): Namespace {
    const path = name.startsWith("/") ? name : `/${name}`;
    const known = this.byName.get(path);
    if (known !== undefined) {
      this.#dynamic.delete(known);
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

  admit(client: Client, name: string, auth: Auth): void {
    const known = this.byName.get(name);
    if (known !== undefined) {
      known.admit(client, auth);
    } else {
      this.#askParents([...this.#parents.values()], name, auth, client);
    }
  }

  #askParents(parents: ParentNamespace[], name: string, auth: Auth, client: Client): void {
    const parent = parents.shift();
    if (parent === undefined) {
      client.refuse(name, { message: "Invalid namespace" });
      return;
    }
    parent.matches(name, auth, (isMatch) => {
      if (isMatch) {
        this.#admitToChild(parent, name, auth, client);
      } else {
        this.#askParents(parents, name, auth, client);
      }
    });
  }

  #admitToChild(parent: ParentNamespace, name: string, auth: Auth, client: Client): void {
    const known = this.byName.get(name); // another client may have been faster
    if (known === undefined && this.#dynamic.size >= this.#context.maxDynamicNamespaces) {
      client.refuse(name, { message: "Too many namespaces" });
      return;
    }
    (known ?? this.#addDynamic(parent, name)).admit(client, auth);
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
    if (parent !== undefined && this.#context.cleanupEmptyChildNamespaces) {
      this.#dynamic.delete(namespace);
      this.byName.delete(namespace.name);
      parent.children.delete(namespace);
      void namespace.closeAdapter();
    }
  }
}
