import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PaymentProvider, SettingsProblem } from "#contracts/payment-provider";
import type { AnySettings, SettingsForm } from "#contracts/settings";
import type { PlugGuide } from "./http/till.ts";
import { channels, payments } from "./registry.generated.ts";

type Plug = { readonly kind: string; readonly settings: SettingsForm } & Pick<PaymentProvider, "settingsProblems">;

const formsOf = (plugs: readonly Plug[]) => Object.fromEntries(plugs.map(({ kind, settings }) => [kind, settings]));

const problemsOf = (plug: Plug | undefined, settings: AnySettings): readonly SettingsProblem[] =>
  plug?.settingsProblems?.(settings) ?? [];

/** The settings forms of every plug that is installed, and what is wrong with a rail's settings as a whole. */
export const plugForms = {
  channels: formsOf(channels),
  rails: formsOf(payments),
  railProblems: (kind: string, settings: AnySettings): readonly SettingsProblem[] =>
    problemsOf(
      payments.find((one) => one.kind === kind),
      settings,
    ),
};

const guidesOf = (folder: string, plugs: readonly Plug[], mute: readonly string[] = []): readonly PlugGuide[] =>
  plugs.map((plug) => {
    const { kind, settings: form } = plug;
    const guide = join(import.meta.dirname, folder, kind, "SETUP.md");
    const setup = existsSync(guide) ? readFileSync(guide, "utf8") : "";
    return { kind, form, setup, posts: !mute.includes(kind), problems: (settings) => problemsOf(plug, settings) };
  });

/** Rails whose provider posts nothing. */
const muteRails = payments.flatMap(({ kind, capabilities }) => (capabilities.confirms === "webhook" ? [] : [kind]));

/** How each installed plug is set up: its form and its guide. */
export const plugGuides = (): { readonly channels: readonly PlugGuide[]; readonly rails: readonly PlugGuide[] } => ({
  channels: guidesOf("channels", channels),
  rails: guidesOf("payments", payments, muteRails),
});
