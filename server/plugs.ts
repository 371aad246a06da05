import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SettingsForm } from "#contracts/settings";
import type { PlugGuide } from "./http/till.ts";
import { channels, payments } from "./registry.generated.ts";

const formsOf = (plugs: readonly { readonly kind: string; readonly settings: SettingsForm }[]) =>
  Object.fromEntries(plugs.map(({ kind, settings }) => [kind, settings]));

/** The settings forms of every plug that is installed. */
export const plugForms = { channels: formsOf(channels), rails: formsOf(payments) };

const guidesOf = (
  folder: string,
  plugs: readonly { readonly kind: string; readonly settings: SettingsForm }[],
): readonly PlugGuide[] =>
  plugs.map(({ kind, settings }) => {
    const guide = join(import.meta.dirname, folder, kind, "SETUP.md");
    return { kind, form: settings, setup: existsSync(guide) ? readFileSync(guide, "utf8") : "" };
  });

/** How each installed plug is set up: its form and its guide. */
export const plugGuides = (): { readonly channels: readonly PlugGuide[]; readonly rails: readonly PlugGuide[] } => ({
  channels: guidesOf("channels", channels),
  rails: guidesOf("payments", payments),
});
