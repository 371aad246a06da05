import { type ReactNode, useState } from "react";
import type { Json, PhoneMessage } from "../api.ts";
import { LayerFrame } from "./layer.tsx";
import { usePhone } from "./phone-context.ts";
import { type TextId, useTexts } from "./texts.ts";
import { listAt, objectAt, textAt } from "./wire-content.ts";

/** The rows of a list message; one is chosen and sent. */
export function ListLayer({ message }: { readonly message: PhoneMessage }): ReactNode {
  const { act, pop } = usePhone();
  const { say } = useTexts();
  const action = objectAt(message.content, "action");
  const sections = listAt(action, "sections");
  const [chosen, setChosen] = useState("");
  const send = async (): Promise<void> => {
    if (await act({ do: "pick-row", message: message.id, row: chosen })) pop();
  };
  return (
    <LayerFrame look="sheet" title={textAt(action, "button")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {sections.map((section, index) => (
          <fieldset key={textAt(section, "title") || String(index)} className="rows">
            <legend className={textAt(section, "title") === "" ? "spoken" : ""} dir="auto">
              {textAt(section, "title") || textAt(action, "button")}
            </legend>
            {listAt(section, "rows").map((row) => (
              <ListRow key={textAt(row, "id")} row={row} chosen={chosen} onChoose={setChosen} />
            ))}
          </fieldset>
        ))}
        <div className="bar">
          <button type="submit" className="main-button" disabled={chosen === ""}>
            {say("send")}
          </button>
        </div>
      </form>
    </LayerFrame>
  );
}

function ListRow(props: {
  readonly row: Json;
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}): ReactNode {
  const id = textAt(props.row, "id");
  const description = textAt(props.row, "description");
  return (
    <label className="row-choice">
      <span>
        <b dir="auto">{textAt(props.row, "title")}</b>
        {description !== "" && (
          <span className="faint" dir="auto">
            {description}
          </span>
        )}
      </span>
      <input type="radio" name="row" value={id} checked={props.chosen === id} onChange={() => props.onChoose(id)} />
    </label>
  );
}

type Field = { readonly name: string; readonly label: string; readonly kind: string; readonly value: string };

function FormLayer(props: {
  readonly title: string;
  readonly intro?: string;
  readonly fields: readonly Field[];
  readonly onSend: (values: Record<string, string>) => Promise<boolean>;
}): ReactNode {
  const { pop } = usePhone();
  const { say } = useTexts();
  const send = async (form: HTMLFormElement): Promise<void> => {
    const values: Record<string, string> = {};
    for (const [name, value] of new FormData(form)) if (typeof value === "string" && value !== "") values[name] = value;
    if (await props.onSend(values)) pop();
  };
  return (
    <LayerFrame look="sheet" title={props.title} className="tall">
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void send(event.currentTarget);
        }}
      >
        {props.intro !== undefined && <p dir="auto">{props.intro}</p>}
        {props.fields.map(({ name, label, kind, value }, index) => (
          <label className="field" key={name}>
            <span dir="auto">{label}</span>
            <input name={name} type={kind} defaultValue={value} {...(index === 0 ? { "data-first": true } : {})} />
          </label>
        ))}
        <div className="bar">
          <button type="submit" className="main-button">
            {say("send")}
          </button>
        </div>
      </form>
    </LayerFrame>
  );
}

const kindOf = (name: string): string => {
  if (/date|day|jour|giorno/i.test(name)) return "date";
  if (/time|hour|heure|ora/i.test(name)) return "time";
  if (/mail/i.test(name)) return "email";
  return /phone|tel/i.test(name) ? "tel" : "text";
};

/**
 * A flow as a form. The flow's screens live at Meta, not in the message: the fields are the ones the message brings
 * values for, else name, day, time and a note.
 */
export function FlowLayer({ message }: { readonly message: PhoneMessage }): ReactNode {
  const { act, customer } = usePhone();
  const { say } = useTexts();
  const parameters = objectAt(message.content, "action", "parameters");
  const given = Object.entries(objectAt(parameters, "flow_action_payload", "data")).filter(
    ([, value]) => typeof value === "string" || typeof value === "number",
  );
  const fields: readonly Field[] =
    given.length > 0
      ? given.map(([name, value]) => ({
          name,
          label: name.replaceAll("_", " "),
          kind: kindOf(name),
          value: String(value),
        }))
      : [
          { name: "name", label: say("fieldName"), kind: "text", value: customer.name },
          { name: "date", label: say("fieldDate"), kind: "date", value: "" },
          { name: "time", label: say("fieldTime"), kind: "time", value: "" },
          { name: "note", label: say("fieldNote"), kind: "text", value: "" },
        ];
  return (
    <FormLayer
      title={textAt(parameters, "flow_cta")}
      intro={textAt(message.content, "body", "text")}
      fields={fields}
      onSend={(answers) => act({ do: "complete-flow", message: message.id, answers })}
    />
  );
}

const addressFields: readonly { readonly name: string; readonly label: TextId; readonly kind: string }[] = [
  { name: "name", label: "fieldName", kind: "text" },
  { name: "phone_number", label: "fieldPhone", kind: "tel" },
  { name: "house_number", label: "fieldHouse", kind: "text" },
  { name: "address", label: "fieldStreet", kind: "text" },
  { name: "city", label: "fieldCity", kind: "text" },
  { name: "in_pin_code", label: "fieldPostcode", kind: "text" },
  { name: "state", label: "fieldState", kind: "text" },
];

/** An address message's form, with what the business already knows. */
export function AddressLayer({ message }: { readonly message: PhoneMessage }): ReactNode {
  const { act } = usePhone();
  const { say } = useTexts();
  const parameters = objectAt(message.content, "action", "parameters");
  const singapore = textAt(parameters, "country") === "SG";
  const fields = addressFields.map(({ name, label, kind }) => {
    const wireName = singapore && name === "in_pin_code" ? "sg_post_code" : name;
    return { name: wireName, label: say(label), kind, value: textAt(parameters, "values", wireName) };
  });
  return (
    <FormLayer
      title={say("giveAddress")}
      fields={fields}
      onSend={(values) => act({ do: "send-address", message: message.id, values })}
    />
  );
}
