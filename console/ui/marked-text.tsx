import { type ReactNode, useMemo } from "react";
import { type Markup, readMarkup } from "./markup.ts";

function piece(markup: Markup, key: number): ReactNode {
  switch (markup.type) {
    case "text":
      return markup.text;
    case "bold":
      return <strong key={key}>{markup.inside.map(piece)}</strong>;
    case "italic":
      return <em key={key}>{markup.inside.map(piece)}</em>;
    case "strike":
      return <s key={key}>{markup.inside.map(piece)}</s>;
    case "mono":
    case "code":
      return <code key={key}>{markup.text}</code>;
    case "link":
      return (
        <a key={key} href={markup.url} target="_blank" rel="noopener noreferrer nofollow">
          {markup.url}
        </a>
      );
  }
}

/** A chat text with its own styles, as nodes: nothing a customer writes becomes markup of ours. */
export function MarkedText({ text }: { readonly text: string }): ReactNode {
  const pieces = useMemo(() => readMarkup(text), [text]);
  return <span style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{pieces.map(piece)}</span>;
}
