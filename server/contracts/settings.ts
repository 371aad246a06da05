/** One field of a plug's settings: the console draws the form from it, `shop.yaml` is checked against it. */
export type SettingsField = {
  readonly label: string;
  readonly kind: "text" | "secret" | "url" | "choice" | "number";
  readonly help?: string;
  readonly required: boolean;
  readonly choices?: readonly string[];
  readonly standard?: string;
};
/** All fields of a plug, by name. */
export type SettingsForm = Readonly<Record<string, SettingsField>>;
/** The values of a form: text by name, secrets already resolved; a field without a value is absent. */
export type SettingsOf<Form extends SettingsForm> = { readonly [Key in keyof Form]?: string };
/** Settings of any plug. */
export type AnySettings = Readonly<Record<string, string | undefined>>;
