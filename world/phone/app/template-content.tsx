import type { ReactNode } from "react";
import type { PhoneMessage, RenderedButton, RenderedTemplate } from "../api.ts";
import { Choice } from "./choice.tsx";
import { usePhone } from "./phone-context.ts";
import { RemotePicture } from "./remote-picture.tsx";
import { useTexts } from "./texts.ts";
import { fileUrl, objectAt } from "./wire-content.ts";
import { Words } from "./words.tsx";

/** A template message as the customer sees it. */
export function TemplateContent({
  message,
  template,
}: {
  readonly message: PhoneMessage;
  readonly template: RenderedTemplate;
}): ReactNode {
  const { header } = template;
  const picture = header?.media === undefined ? "" : fileUrl(message, objectAt(header.media, "image"));
  return (
    <>
      {header?.text !== undefined && (
        <p className="headline" dir="auto">
          {header.text}
        </p>
      )}
      {picture !== "" && <RemotePicture className="header-picture" url={picture} />}
      <Words text={template.body} />
      {template.footer !== undefined && (
        <p className="footer" dir="auto">
          {template.footer}
        </p>
      )}
      <TemplateButtons message={message} buttons={template.buttons} />
      {template.cards !== undefined && (
        <div className="carousel">
          {template.cards.map((card) => (
            <div className="card" key={card.body}>
              <Words text={card.body} />
              <TemplateButtons message={message} buttons={card.buttons} />
            </div>
          ))}
        </div>
      )}
    </>
  );
}

function TemplateButtons(props: {
  readonly message: PhoneMessage;
  readonly buttons: readonly RenderedButton[];
}): ReactNode {
  const { act, push, tell } = usePhone();
  const { say } = useTexts();
  const { message } = props;
  return props.buttons.map(({ type, text, url, couponCode, payload }) => {
    if (url !== undefined) {
      return <Choice key={text} icon="link" label={text} opens onTap={() => push({ kind: "browser", url })} />;
    }
    if (couponCode !== undefined || type === "OTP" || type === "COPY_CODE") {
      const copy = (): void => {
        void navigator.clipboard?.writeText(couponCode ?? payload ?? "").catch(() => {});
        tell(say("copied"));
      };
      return <Choice key={text} icon="copy" label={text || say("copyCode")} onTap={copy} />;
    }
    if (type === "PHONE_NUMBER")
      return <Choice key={text} icon="phone" label={text} onTap={() => tell(say("noCalls"))} />;
    const wanted = payload ?? text;
    return (
      <Choice
        key={text}
        icon="reply"
        label={text}
        chosen={message.chosen === wanted}
        onTap={() => void act({ do: "tap-button", message: message.id, button: wanted })}
      />
    );
  });
}
