import type { ReactNode } from "react";

type Mark = { readonly tag: "strong" | "em" | "s" | "code"; readonly pattern: RegExp };

/** WhatsApp's marks: *bold* _italic_ ~struck~ `mono`; they count only at the edges of words and within one line. */
const marks: readonly Mark[] = [
  { tag: "code", pattern: /(^|[\s\p{P}])```([^`]+)```(?=$|[\s\p{P}])/u },
  { tag: "code", pattern: /(^|[\s\p{P}])`([^`\n]+)`(?=$|[\s\p{P}])/u },
  { tag: "strong", pattern: /(^|[\s\p{P}])\*(\S(?:[^*\n]*\S)?)\*(?=$|[\s\p{P}])/u },
  { tag: "em", pattern: /(^|[\s\p{P}])_(\S(?:[^_\n]*\S)?)_(?=$|[\s\p{P}])/u },
  { tag: "s", pattern: /(^|[\s\p{P}])~(\S(?:[^~\n]*\S)?)~(?=$|[\s\p{P}])/u },
];

const address = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]/;

/** Chat text as nodes. Addresses become links that call `onLink`. */
export function Markup({ text, onLink }: { readonly text: string; readonly onLink: (url: string) => void }): ReactNode {
  return split(text, onLink);
}

function split(text: string, onLink: (url: string) => void): ReactNode {
  const link = address.exec(text);
  if (link !== null) {
    const [url] = link;
    return (
      <>
        {split(text.slice(0, link.index), onLink)}
        <a
          href={url}
          target="_blank"
          rel="noreferrer"
          onClick={(event) => {
            event.preventDefault();
            onLink(url);
          }}
        >
          {url}
        </a>
        {split(text.slice(link.index + url.length), onLink)}
      </>
    );
  }
  let first: { readonly tag: Mark["tag"]; readonly match: RegExpExecArray } | undefined;
  for (const { tag, pattern } of marks) {
    const match = pattern.exec(text);
    if (match !== null && (first === undefined || match.index < first.match.index)) first = { tag, match };
  }
  if (first === undefined) return text;
  const [whole, before = "", inner = ""] = first.match;
  const Tag = first.tag;
  return (
    <>
      {text.slice(0, first.match.index) + before}
      <Tag>{Tag === "code" ? inner : split(inner, onLink)}</Tag>
      {split(text.slice(first.match.index + whole.length), onLink)}
    </>
  );
}
