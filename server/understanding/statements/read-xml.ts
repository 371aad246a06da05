/** An element as a tree; names without their prefix. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The text directly inside it, put together and trimmed. */
  readonly text: string;
  /** The line of the file it begins on. */
  readonly line: number;
};

/** Why a text is not read as XML. */
export type XmlFault = "not-xml" | "too-deep" | "too-large" | "entities";
/** A document's root, or why there is none. `line` is where it went wrong. */
export type XmlRead =
  | { readonly ok: true; readonly root: XmlElement }
  | { readonly ok: false; readonly fault: XmlFault; readonly line: number };

/** Deeper than any statement (camt.053 needs about 14), and far from what a stack takes. */
const deepest = 40;
/** Elements of one file; a statement of 30,000 movements stays below. */
const mostElements = 2_000_000;

const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

class Broken extends Error {
  readonly fault: XmlFault;
  readonly at: number;
  constructor(fault: XmlFault, at: number) {
    super(fault);
    this.fault = fault;
    this.at = at;
  }
}

type Open = { name: string; attributes: Record<string, string>; children: XmlElement[]; text: string; at: number };

/**
 * Reads XML strictly and only as far as a bank's file needs it: elements, attributes, texts, CDATA, comments. A document
 * type is refused, and so is every entity but the five of XML itself: nothing can be fetched, and nothing can grow.
 */
export function readXml(source: string): XmlRead {
  const lineAt = lineCounter(source);
  try {
    return { ok: true, root: parse(source, lineAt) };
  } catch (error) {
    if (error instanceof Broken) return { ok: false, fault: error.fault, line: lineAt(error.at) };
    throw error;
  }
}

/** Lines by place, for places that only grow. */
function lineCounter(source: string): (at: number) => number {
  let line = 1;
  let from = 0;
  return (at) => {
    for (let next = source.indexOf("\n", from); next !== -1 && next < at; next = source.indexOf("\n", from)) {
      line += 1;
      from = next + 1;
    }
    return line;
  };
}

function parse(source: string, lineAt: (at: number) => number): XmlElement {
  const open: Open[] = [];
  let root: XmlElement | undefined;
  let elements = 0;
  let at = source.startsWith("\uFEFF") ? 1 : 0;
  const close = (name: string): void => {
    const done = open.pop();
    if (done?.name !== name) throw new Broken("not-xml", at);
    const { attributes, children, text } = done;
    const element = { name: localName(name), attributes, children, text: text.trim(), line: done.at };
    const parent = open.at(-1);
    if (parent) parent.children.push(element);
    else root = element;
  };
  while (at < source.length) {
    const mark = source.indexOf("<", at);
    const text = source.slice(at, mark === -1 ? source.length : mark);
    addText(open, text, at);
    if (mark === -1) break;
    at = mark;
    const skipped = skipAside(source, at, open);
    if (skipped !== undefined) {
      at = skipped;
      continue;
    }
    const tag = readTag(source, at);
    if (tag.closes) close(tag.name);
    else {
      elements += 1;
      if (root !== undefined) throw new Broken("not-xml", at);
      if (open.length >= deepest) throw new Broken("too-deep", at);
      if (elements > mostElements) throw new Broken("too-large", at);
      open.push({ name: tag.name, attributes: tag.attributes, children: [], text: "", at: lineAt(at) });
      if (tag.empty) close(tag.name);
    }
    at = tag.end;
  }
  if (open.length > 0 || root === undefined) throw new Broken("not-xml", at);
  return root;
}

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

function addText(open: readonly Open[], text: string, at: number): void {
  const inside = open.at(-1);
  if (inside) inside.text += plain(text, at);
  else if (text.trim() !== "") throw new Broken("not-xml", at);
}

/** Comments, CDATA and the declaration: the place behind it; undefined where an element stands. */
function skipAside(source: string, at: number, open: readonly Open[]): number | undefined {
  const behind = (mark: string, from: number): number => {
    const end = source.indexOf(mark, from);
    if (end === -1) throw new Broken("not-xml", at);
    return end + mark.length;
  };
  if (source.startsWith("<!--", at)) return behind("-->", at + 4);
  if (source.startsWith("<![CDATA[", at)) {
    const end = behind("]]>", at);
    const inside = open.at(-1);
    if (!inside) throw new Broken("not-xml", at);
    inside.text += source.slice(at + 9, end - 3);
    return end;
  }
  if (source.startsWith("<!", at)) throw new Broken("entities", at);
  if (source.startsWith("<?", at)) return behind("?>", at);
  return undefined;
}

type Tag = {
  readonly name: string;
  readonly closes: boolean;
  readonly empty: boolean;
  readonly attributes: Record<string, string>;
  readonly end: number;
};

const tagShape =
  /<(\/?)([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const attributeShape = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

function readTag(source: string, at: number): Tag {
  tagShape.lastIndex = at;
  const [all, slash = "", name = "", written = "", empty = ""] = tagShape.exec(source) ?? [];
  if (all === undefined || (slash !== "" && (empty !== "" || written !== ""))) throw new Broken("not-xml", at);
  const attributes: Record<string, string> = {};
  for (const [, key = "", one, other] of written.matchAll(attributeShape))
    attributes[localName(key)] = plain(one ?? other ?? "", at);
  return { name, closes: slash !== "", empty: empty !== "", attributes, end: at + all.length };
}

/** A text with the five entities of XML and character references replaced; any other one is refused. */
function plain(text: string, at: number): string {
  if (!text.includes("&")) return text;
  return text.replace(/&([^;&]{0,12});?/g, (written, name: string) => {
    if (!written.endsWith(";")) throw new Broken("not-xml", at);
    const known = named[name];
    if (known !== undefined) return known;
    const [, hex, decimal] = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(name) ?? [];
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    if (!Number.isInteger(code) || code > 0x10_ffff) throw new Broken("entities", at);
    return String.fromCodePoint(code);
  });
}

/** The first child of a name, down a path of names. */
export function childOf(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  let found = element;
  for (const name of path) found = found?.children.find((child) => child.name === name);
  return found;
}

/** All children of a name. */
export const childrenOf = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((child) => child.name === name) ?? [];

/** The text of what stands down a path; undefined where nothing, or nothing written, stands there. */
export function textOf(element: XmlElement | undefined, ...path: readonly string[]): string | undefined {
  const text = childOf(element, ...path)?.text;
  return text === undefined || text === "" ? undefined : text;
}
