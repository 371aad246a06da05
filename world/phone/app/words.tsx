import type { ReactNode } from "react";
import { Markup } from "./markup.tsx";
import { usePhone } from "./phone-context.ts";

/** The words of a message, with WhatsApp's marks and links that open inside the phone. */
export function Words({ text, className = "" }: { readonly text: string; readonly className?: string }): ReactNode {
  const { push } = usePhone();
  return (
    <p className={`words ${className}`} dir="auto">
      <Markup text={text} onLink={(url) => push({ kind: "browser", url })} />
    </p>
  );
}
