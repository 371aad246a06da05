import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";
import { WayBack } from "./ready.tsx";
import { useWords } from "../words.tsx";

/** A side panel over a list; it has an address of its own, so closing it goes back to the list's. */
export function Panel(props: {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const w = useWords();
  return (
    <Drawer
      opened={props.open}
      onClose={props.onClose}
      title={props.title}
      size={520}
      padding="lg"
      closeButtonProps={{ "aria-label": w("act.close") }}
      styles={{
        content: { background: "var(--mantine-color-body)" },
        header: { background: "var(--mantine-color-body)" },
        title: { letterSpacing: "var(--tight)", fontSize: "1.25rem", fontWeight: 650 },
      }}
    >
      <WayBack value={props.onClose}>{props.children}</WayBack>
    </Drawer>
  );
}
