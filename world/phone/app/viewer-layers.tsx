import { type ReactNode, useEffect, useState } from "react";
import type { PhoneMessage } from "../api.ts";
import { Icon } from "./icons.tsx";
import { LayerFrame } from "./layer.tsx";
import { previewOf } from "./message-preview.ts";
import { useChat, usePhone } from "./phone-context.ts";
import { useTexts } from "./texts.ts";

/** How long news of the chat stays over an open page, in milliseconds. */
const peekMs = 6_000;

/** The newest message of the shop since this was opened, for a few seconds. */
function usePeek(): PhoneMessage | undefined {
  const newest = useChat()?.messages.findLast(({ from }) => from === "business");
  const [first] = useState(newest?.id);
  const [gone, setGone] = useState<string>();
  const shown = newest !== undefined && newest.id !== first && newest.id !== gone ? newest : undefined;
  const shownId = shown?.id;
  useEffect(() => {
    if (shownId === undefined) return;
    const timer = setTimeout(() => setGone(shownId), peekMs);
    return () => clearTimeout(timer);
  }, [shownId]);
  return shown;
}

/** A web page inside the phone: the pay page, a tracking page. */
export function BrowserLayer({ url }: { readonly url: string }): ReactNode {
  const { shop, closeAll } = usePhone();
  const texts = useTexts();
  const peek = usePeek();
  const address = URL.canParse(url) ? new URL(url) : undefined;
  const open = address?.protocol === "http:" || address?.protocol === "https:";
  return (
    <LayerFrame
      look="sheet"
      className="browser"
      title={address?.host ?? url}
      actions={
        <a
          className="round"
          href={open ? url : undefined}
          target="_blank"
          rel="noreferrer"
          aria-label={texts.say("openOutside")}
        >
          <Icon name="link" />
        </a>
      }
    >
      {open ? (
        <iframe src={url} title={texts.say("webPage", { address: address.host })} />
      ) : (
        <p className="empty">{texts.say("cannotOpen")}</p>
      )}
      {peek !== undefined && (
        <button type="button" className="peek" onClick={closeAll}>
          <b>{shop?.name}</b>
          <span dir="auto">{previewOf(peek, texts)}</span>
        </button>
      )}
    </LayerFrame>
  );
}

/** A picture or document, large. */
export function FileLayer(props: {
  readonly url: string;
  readonly name: string;
  readonly mimeType: string;
}): ReactNode {
  const { say } = useTexts();
  const { url, name, mimeType } = props;
  return (
    <LayerFrame
      look="page"
      className="file"
      title={name}
      actions={
        <a className="round" href={url} target="_blank" rel="noreferrer" download={name} aria-label={say("keepFile")}>
          <Icon name="down" />
        </a>
      }
    >
      {mimeType.startsWith("image/") ? (
        <img src={url} alt={name} />
      ) : mimeType.startsWith("application/pdf") && navigator.pdfViewerEnabled ? (
        <iframe src={url} title={name} />
      ) : (
        <p className="empty">
          <a className="main-button" href={url} target="_blank" rel="noreferrer">
            {say("openFile", { name })}
          </a>
        </p>
      )}
    </LayerFrame>
  );
}
