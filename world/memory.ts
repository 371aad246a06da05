/** A value inside a node: itself, `[n]` for node n, `["NaN"]` for a number JSON has no word for, `[]` for undefined. */
type Written = string | number | boolean | null | readonly [number | string] | readonly [];

/** A thing of the state: object, array, map (keys and values in turn), set, or bytes in base64. */
type Node =
  | { readonly o: Readonly<Record<string, Written>> }
  | { readonly a: readonly Written[] }
  | { readonly m: readonly (readonly [Written, Written])[] }
  | { readonly s: readonly Written[] }
  | { readonly b: string };

/**
 * A model's whole state as a JSON value. Maps, sets, bytes and undefined survive, and what two parts of the state share
 * is shared again after reading it back: each thing is a node of its own, the first node is the state itself.
 */
export type Memory = readonly Node[];

/** Writes a state down. Throws a TypeError for what acts or has a class of its own: a state holds plain values. */
export function written(state: object): Memory {
  const found: object[] = [state];
  const places = new Map<object, number>([[state, 0]]);
  const place = (thing: object): number => {
    const known = places.get(thing);
    if (known !== undefined) return known;
    places.set(thing, found.length);
    return found.push(thing) - 1;
  };
  const value = (one: unknown): Written => {
    switch (typeof one) {
      case "undefined":
        return [];
      case "string":
      case "boolean":
        return one;
      case "number":
        return Number.isFinite(one) && !Object.is(one, -0) ? one : [Object.is(one, -0) ? "-0" : String(one)];
      case "object":
        return one === null ? null : [place(one)];
      default:
        throw new TypeError(`A memory cannot hold a ${typeof one}.`);
    }
  };
  const nodes: Node[] = [];
  // The list grows while it is walked: every thing found is written after those found before it.
  for (const thing of found) nodes.push(nodeOf(thing, value));
  return nodes;
}

function nodeOf(thing: object, value: (one: unknown) => Written): Node {
  if (Array.isArray(thing)) return { a: thing.map(value) };
  if (thing instanceof Map) return { m: [...thing].map(([key, one]) => [value(key), value(one)] as const) };
  if (thing instanceof Set) return { s: [...thing].map(value) };
  if (thing instanceof Uint8Array) {
    return { b: Buffer.from(thing.buffer, thing.byteOffset, thing.byteLength).toString("base64") };
  }
  const prototype: unknown = Object.getPrototypeOf(thing);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`A memory cannot hold a ${thing.constructor.name}.`);
  }
  const o: Record<string, Written> = {};
  for (const [key, one] of Object.entries(thing)) name(o, key, value(one));
  return { o };
}

/** Gives a thing a part: a key `__proto__` that a stranger sent is a key like any other. */
function name(thing: object, key: string, value: unknown): void {
  if (key === "__proto__") {
    Object.defineProperty(thing, key, { value, writable: true, enumerable: true, configurable: true });
  } else (thing as Record<string, unknown>)[key] = value;
}

/** Reads a state back. Throws a TypeError for what {@link written} never made. */
export function readBack(memory: unknown): unknown {
  if (!Array.isArray(memory)) throw new TypeError("This is no memory.");
  const nodes = memory as Memory;
  const things = nodes.map(emptyThing);
  const value = (one: Written | undefined): unknown => {
    if (!Array.isArray(one)) return one;
    const [what] = one;
    if (typeof what !== "number") return what === undefined ? undefined : Number(what);
    if (things[what] === undefined) throw new TypeError(`The memory has no node ${what}.`);
    return things[what];
  };
  for (const [place, node] of nodes.entries()) fill(things[place], node, value);
  return things[0];
}

function emptyThing(node: Node): object {
  if ("o" in node) return {};
  if ("a" in node) return [];
  if ("m" in node) return new Map();
  if ("s" in node) return new Set();
  if ("b" in node) return Uint8Array.from(Buffer.from(node.b, "base64"));
  throw new TypeError("The memory has a node of an unknown kind.");
}

function fill(thing: object | undefined, node: Node, value: (one: Written | undefined) => unknown): void {
  if (Array.isArray(thing) && "a" in node) for (const one of node.a) thing.push(value(one));
  else if (thing instanceof Map && "m" in node) for (const [key, one] of node.m) thing.set(value(key), value(one));
  else if (thing instanceof Set && "s" in node) for (const one of node.s) thing.add(value(one));
  else if (thing !== undefined && "o" in node) {
    for (const [key, one] of Object.entries(node.o)) name(thing, key, value(one));
  }
}

/**
 * The value read back as the state it must be: it has every part of `sample`, each of the same kind; more parts are
 * left out. Throws a TypeError otherwise.
 */
export function stateLike<State extends object>(sample: State, value: unknown): State {
  const state: Partial<Record<string, unknown>> = {};
  for (const [name, part] of Object.entries(sample)) {
    const found: unknown = typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
    if (kindOf(found) !== kindOf(part)) throw new TypeError(`The memory's ${name} is not what it should be.`);
    state[name] = found;
  }
  return state as State;
}

const kindOf = (value: unknown): string => Object.prototype.toString.call(value);
