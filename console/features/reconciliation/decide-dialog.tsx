import { Checkbox, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { EntryDecision, StatementEntry } from "#api/statement";
import { DialogEnd } from "../../ui/dialog-end.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useWords } from "../../words.tsx";
import { useDecision } from "./questions.ts";
import { useMoved } from "./statement-upload.tsx";

/** What is to be decided: complete, or wanting a note. */
export type Decision =
  | Exclude<EntryDecision, { readonly act: "book" | "set-aside" }>
  | { readonly act: "book" | "set-aside" };

/** What a press would do, read again before it is done; other income and what is set aside need a word of why. */
export function DecideDialog(props: {
  readonly entry: StatementEntry;
  readonly decision: Decision;
  /** Whose payment or refund it is about. */
  readonly whose: string;
  readonly onClose: () => void;
}): ReactNode {
  const { entry, decision, onClose } = props;
  const w = useWords();
  const moved = useMoved();
  const toasts = useToasts();
  const [note, setNote] = useState("");
  const [sure, setSure] = useState(false);
  const needsNote = decision.act === "book" || decision.act === "set-aside";
  const decide = useDecision(entry.id, () => {
    toasts.done(w("entry.decided"));
    onClose();
  });
  const values = { amount: moved(entry), whose: props.whose };
  return (
    <Modal
      opened
      onClose={onClose}
      title={w(`entry.act.${decision.act}`)}
      closeButtonProps={{ "aria-label": w("act.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!sure || (needsNote && note.trim() === "")) return;
          decide.mutate(needsNote ? { act: decision.act, note: note.trim() } : (decision as EntryDecision));
        }}
      >
        <Stack>
          <Text>{w(`entry.what.${decision.act}`, values)}</Text>
          {needsNote && (
            <TextInput
              label={w("entry.note")}
              value={note}
              maxLength={500}
              required
              data-autofocus
              onChange={(event) => setNote(event.currentTarget.value)}
            />
          )}
          <Checkbox
            checked={sure}
            onChange={(event) => setSure(event.currentTarget.checked)}
            label={w("entry.confirm", values)}
          />
          <DialogEnd
            act={decide}
            label={w(`entry.act.${decision.act}`)}
            disabled={!sure || (needsNote && note.trim() === "")}
            onClose={onClose}
          />
        </Stack>
      </form>
    </Modal>
  );
}
