import type { ReactNode } from "react";

/** A video of the chat. */
export function Film({ url, name }: { readonly url: string; readonly name: string }): ReactNode {
  // People who send a video in a chat send no captions with it.
  // oxlint-disable-next-line jsx-a11y/media-has-caption
  return <video className="film" src={url} controls preload="metadata" aria-label={name} />;
}
