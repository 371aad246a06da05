import { Anchor, Modal, UnstyledButton } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { MediaSource } from "#api/message-content";
import { Icon, type IconName } from "../../ui/icons.tsx";
import { MarkedText } from "../../ui/marked-text.tsx";
import { useWords } from "../../words.tsx";
import styles from "./bubble.module.css";

/** Only bytes of our own are shown in place: a picture elsewhere would tell its owner that we looked. */
const ours = (source: MediaSource): string | undefined =>
  source.url !== null && source.url.startsWith("/") ? source.url : undefined;

/** A medium that is not here: being fetched, or only a link away. */
function Elsewhere({
  source,
  icon,
  name,
}: {
  readonly source: MediaSource;
  readonly icon: IconName;
  readonly name: string;
}) {
  const w = useWords();
  return (
    <span className={styles["chip"]}>
      <Icon name={icon} />
      <span>
        {source.from === "link" && source.url ? (
          <Anchor href={source.url} target="_blank" rel="noopener noreferrer">
            {name}
          </Anchor>
        ) : (
          <>
            {name}
            <small>{w("media.fetching")}</small>
          </>
        )}
      </span>
    </span>
  );
}

function Picture({ url, name, sticker }: { readonly url: string; readonly name: string; readonly sticker: boolean }) {
  const [open, setOpen] = useState(false);
  const w = useWords();
  if (sticker) return <img className={styles["sticker"]} src={url} alt={name} loading="lazy" />;
  return (
    <>
      <UnstyledButton onClick={() => setOpen(true)} aria-label={w("media.enlarge", { name })}>
        <img className={styles["picture"]} src={url} alt="" loading="lazy" />
      </UnstyledButton>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={name}
        size="auto"
        closeButtonProps={{ "aria-label": w("act.close") }}
      >
        <img className={styles["large"]} src={url} alt={name} />
      </Modal>
    </>
  );
}

/** A picture, film, recording, sticker or document, with its caption. */
export function MediaBody(props: {
  readonly media: "image" | "video" | "audio" | "document" | "sticker";
  readonly source: MediaSource;
  readonly caption: string | undefined;
  readonly filename: string | undefined;
}): ReactNode {
  const w = useWords();
  const { media, source, caption, filename } = props;
  const name = filename ?? w(`media.${media}`);
  const url = ours(source);
  const icon: IconName = media === "audio" ? "mic" : media === "document" ? "file" : "image";
  const body = () => {
    if (url === undefined) return <Elsewhere source={source} icon={icon} name={name} />;
    if (media === "image" || media === "sticker")
      return <Picture url={url} name={caption ?? name} sticker={media === "sticker"} />;
    if (media === "video")
      // oxlint-disable-next-line jsx-a11y/media-has-caption -- a customer's own recording comes without captions
      return <video className={styles["picture"]} src={url} controls preload="metadata" aria-label={name} />;
    if (media === "audio")
      // oxlint-disable-next-line jsx-a11y/media-has-caption -- a customer's own recording comes without captions
      return <audio className={styles["audio"]} src={url} controls preload="none" aria-label={name} />;
    return (
      <a className={styles["chip"]} href={url} target="_blank" rel="noopener">
        <Icon name="file" />
        <span>
          {name}
          <small>{w("media.open")}</small>
        </span>
      </a>
    );
  };
  return (
    <>
      {body()}
      {caption && <MarkedText text={caption} />}
    </>
  );
}
