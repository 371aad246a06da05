/** Numbers in [0, 1) from a seed: the same seed, the same posts. */
export type Chance = () => number;

/** Mulberry32, a small generator in the public domain. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One of them. */
export function pick<Item>(chance: Chance, items: readonly Item[]): Item {
  const item = items[Math.floor(chance() * items.length)];
  if (item === undefined) throw new RangeError("nothing to pick from");
  return item;
}

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
/** A value in its place. */
type Place = { readonly parent: Json[] | { [name: string]: Json }; readonly key: string | number };

function placesOf(root: Json): readonly Place[] {
  const found: Place[] = [];
  const visit = (value: Json): void => {
    if (typeof value !== "object" || value === null) return;
    const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
    for (const key of keys) {
      const place = { parent: value, key };
      found.push(place);
      visit(read(place));
    }
  };
  visit(root);
  return found;
}

const read = ({ parent, key }: Place): Json =>
  (Array.isArray(parent) ? parent[Number(key)] : parent[String(key)]) ?? null;

function write({ parent, key }: Place, value: Json): void {
  if (Array.isArray(parent)) parent[Number(key)] = value;
  else Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}

const nested = (depth: number, inner: Json): Json => {
  let value = inner;
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

/** Values nobody expects where something else was. */
const strangers: readonly ((chance: Chance) => Json)[] = [
  () => null,
  () => true,
  () => 0,
  () => -1,
  () => 1e308,
  () => Number.MIN_SAFE_INTEGER - 2,
  () => 0.1 + 0.2,
  () => "",
  () => "\u0000",
  () => "a\u0000b",
  () => "\ud800",
  () => "\udc00 after",
  () => "\u202e\u200f\ufeff",
  () => "🧾".repeat(2_000),
  () => "x".repeat(70_000),
  () => "4242 4242 4242 4242",
  () => "__proto__",
  () => "'; drop table message; --",
  () => "2026-11-24",
  () => "99999999999999999999",
  () => "-5",
  () => [],
  () => ({}),
  () => [[], {}, null],
  (chance) => nested(3 + Math.floor(chance() * 60), "deep"),
  (chance) => nested(500 + Math.floor(chance() * 4_000), "deeper"),
];

const names = [
  "__proto__",
  "constructor",
  "toString",
  "length",
  "id",
  "type",
  "",
  "\u0000",
  "a".repeat(5_000),
] as const;

/** Changes of a document's structure; each makes one. */
const changes: readonly ((place: Place, chance: Chance) => void)[] = [
  ({ parent, key }) => {
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete parent[String(key)];
  },
  (place, chance) => {
    if (Array.isArray(place.parent)) return write(place, pick(chance, strangers)(chance));
    const value = read(place);
    delete place.parent[String(place.key)];
    write({ ...place, key: pick(chance, names) }, value);
  },
  (place, chance) => write(place, pick(chance, strangers)(chance)),
  (place) => {
    const value = read(place);
    if (typeof value === "number") write(place, String(value));
    else if (typeof value === "string") write(place, Number(value) || 7);
    else if (Array.isArray(value)) write(place, { 0: value });
    else write(place, [value]);
  },
  (place, chance) => {
    const value = read(place);
    if (Array.isArray(value))
      for (let n = Math.floor(chance() * 40); n >= 0; n--) value.push(structuredClone(value[0] ?? null));
    else if (Array.isArray(place.parent)) place.parent.push(structuredClone(value));
  },
  ({ parent }, chance) => {
    write({ parent, key: Array.isArray(parent) ? parent.length : "__proto__" }, { admin: pick(chance, [true, "yes"]) });
  },
  (place) => {
    const value = read(place);
    if (typeof value === "number") write(place, -value * 1_000_000_007);
    if (typeof value === "string") write(place, value.toUpperCase().split("").toReversed().join(""));
  },
];

const twiceNamed = (text: string): string => text.replace("{", '{"entry":[],"id":"twice","object":"page",');

/** Changes of the bytes themselves. */
const damages: readonly ((text: string, chance: Chance) => string | Uint8Array)[] = [
  (text, chance) => text.slice(0, Math.floor(chance() * text.length)),
  (text) => `${text}${text}`,
  (text) => `\ufeff${text}`,
  (text) => text.replaceAll('"', "'"),
  twiceNamed,
  (text) => text.replace(/"(\w)/, '"\\ud800$1'),
  (text) => text.replace(/"(\w)/, '"\\u0000$1'),
  () => "",
  () => "null",
  () => "[]",
  () => '"entry"',
  (text, chance) => {
    const bytes = new TextEncoder().encode(text);
    for (let n = 0; n < 5; n++) bytes[Math.floor(chance() * bytes.length)] = Math.floor(chance() * 256);
    return bytes;
  },
  (text) => Uint8Array.from(Buffer.from(text, "utf16le")),
  () => "[".repeat(100_000),
];

/** Meta writes everything beyond ASCII as an escape; so do some of these posts. */
const escaped = (text: string): string =>
  text.replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** A recorded post, changed in one to four places of its structure or in its bytes. */
export function mutate(recorded: Uint8Array, chance: Chance): Uint8Array {
  let text = new TextDecoder().decode(recorded);
  try {
    const root = JSON.parse(text) as Json;
    for (let left = Math.floor(chance() * 4); left >= 0; left--) {
      const places = placesOf(root);
      if (places.length > 0) pick(chance, changes)(pick(chance, places), chance);
    }
    text = JSON.stringify(root);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // nested too deep to be walked again: it stays as it was recorded
  }
  if (chance() < 0.3) text = escaped(text);
  const damaged = chance() < 0.15 ? pick(chance, damages)(text, chance) : text;
  return typeof damaged === "string" ? new TextEncoder().encode(damaged) : damaged;
}
