import { type ReactNode, useState } from "react";
import { Icon, type IconName } from "./icons.tsx";
import { LayerFrame } from "./layer.tsx";
import { type Layer, usePhone } from "./phone-context.ts";
import { type TextId, useTexts } from "./texts.ts";

/** Bytes as base64 text. */
export function base64Of(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}

const kindOfFile = (mimeType: string): "image" | "video" | "audio" | "document" => {
  if (mimeType === "image/jpeg" || mimeType === "image/png") return "image";
  if (mimeType === "video/mp4" || mimeType === "video/3gpp") return "video";
  return /^audio\/(aac|amr|mpeg|mp4|ogg)/.test(mimeType) ? "audio" : "document";
};

/** Sends a chosen file as what it is. Gives false when it was refused. */
export function useFileSender(): (file: File, caption?: string) => Promise<boolean> {
  const { act, tell } = usePhone();
  const { say } = useTexts();
  return async (file, caption) => {
    if (file.size > 16 * 1024 * 1024) {
      tell(say("fileTooLarge"));
      return false;
    }
    const kind = kindOfFile(file.type);
    return act({
      do: "send-file",
      kind,
      mimeType: file.type || "application/octet-stream",
      base64: base64Of(new Uint8Array(await file.arrayBuffer())),
      ...(kind === "document" ? { filename: file.name } : {}),
      ...(caption === undefined || caption === "" || kind === "audio" ? {} : { caption }),
    });
  };
}

/** The tile of one kind of thing. */
function Face({
  icon,
  hue,
  label,
}: {
  readonly icon: IconName;
  readonly hue: number;
  readonly label: string;
}): ReactNode {
  return (
    <>
      <span className="attach-face" style={{ background: `hsl(${hue} 48% 40%)` }}>
        <Icon name={icon} />
      </span>
      <span>{label}</span>
    </>
  );
}

/** What can be sent beside words. */
export function AttachLayer(): ReactNode {
  const { push, pop, shop } = usePhone();
  const { say } = useTexts();
  const sendFile = useFileSender();
  const picked = async (input: HTMLInputElement): Promise<void> => {
    const [file] = input.files ?? [];
    if (file !== undefined && (await sendFile(file))) pop();
    input.value = "";
  };
  const pick = (icon: IconName, hue: number, label: TextId, accept?: string): ReactNode => (
    <label className="attach-tile">
      <Face icon={icon} hue={hue} label={say(label)} />
      <input
        className="spoken"
        type="file"
        accept={accept}
        onChange={({ currentTarget }) => void picked(currentTarget)}
      />
    </label>
  );
  const go = (icon: IconName, hue: number, label: TextId, layer: Layer): ReactNode => (
    <button type="button" className="attach-tile" onClick={() => push(layer)}>
      <Face icon={icon} hue={hue} label={say(label)} />
    </button>
  );
  return (
    <LayerFrame look="sheet" title={say("attach")}>
      <div className="attachments">
        {pick("image", 262, "attachPhoto", "image/png,image/jpeg,video/mp4")}
        {pick("file", 215, "attachFile")}
        {go("pin", 150, "attachLocation", { kind: "location" })}
        {go("person", 200, "attachContact", { kind: "contact" })}
        {(shop?.products.length ?? 0) > 0 && go("bag", 20, "catalogue", { kind: "catalogue" })}
      </div>
    </LayerFrame>
  );
}

/** Where the demo's customers may be. */
const places = [
  { name: "Place Bellecour", address: "Place Bellecour, 69002 Lyon", latitude: 45.7578, longitude: 4.832 },
  { name: "Duomo di Milano", address: "Piazza del Duomo, 20122 Milano", latitude: 45.4642, longitude: 9.19 },
  { name: "Gare de Lyon", address: "Place Louis-Armand, 75012 Paris", latitude: 48.8443, longitude: 2.3744 },
] as const;

/** A place to share: one of a few, or where this browser is. */
export function LocationLayer({ replyTo }: { readonly replyTo?: string }): ReactNode {
  const { act, closeAll, tell } = usePhone();
  const { say } = useTexts();
  const share = async (place: {
    readonly latitude: number;
    readonly longitude: number;
    readonly name?: string;
    readonly address?: string;
  }): Promise<void> => {
    if (await act({ do: "send-location", ...place, ...(replyTo === undefined ? {} : { replyTo }) })) closeAll();
  };
  const shareOwn = (): void =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => void share({ latitude: coords.latitude, longitude: coords.longitude }),
      () => tell(say("noPosition")),
    );
  return (
    <LayerFrame look="sheet" title={say("sendLocation")}>
      <ul className="plain-list">
        {places.map((place) => (
          <li key={place.name}>
            <button type="button" className="list-button" onClick={() => void share(place)}>
              <Icon name="pin" />
              <span>
                <b>{place.name}</b>
                <span className="faint">{place.address}</span>
              </span>
            </button>
          </li>
        ))}
        <li>
          <button type="button" className="list-button" onClick={shareOwn}>
            <Icon name="phone" />
            <span>
              <b>{say("whereIAm")}</b>
              <span className="faint">{say("whereIAmHint")}</span>
            </span>
          </button>
        </li>
      </ul>
    </LayerFrame>
  );
}

/** A contact card to share. */
export function ContactLayer(): ReactNode {
  const { act, closeAll, state, customer } = usePhone();
  const { say } = useTexts();
  const friend = state.customers.find(({ id, phone }) => id !== customer.id && phone !== undefined);
  const [name, setName] = useState(friend?.name ?? "");
  const [phone, setPhone] = useState(friend?.phone === undefined ? "" : `+${friend.phone}`);
  return (
    <LayerFrame look="sheet" title={say("attachContact")}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void act({ do: "send-contact", name, phone }).then((sent) => sent && closeAll());
        }}
      >
        <label className="field">
          <span>{say("fieldName")}</span>
          <input required data-first value={name} onChange={({ target }) => setName(target.value)} />
        </label>
        <label className="field">
          <span>{say("fieldPhone")}</span>
          <input required type="tel" value={phone} onChange={({ target }) => setPhone(target.value)} />
        </label>
        <div className="bar">
          <button type="submit" className="main-button">
            {say("send")}
          </button>
        </div>
      </form>
    </LayerFrame>
  );
}
