import type { SettingsForm, SettingsOf } from "#contracts/settings";

/**
 * One platform under many names, and where its REST services are. No rule derives the addresses: each brand has its own
 * (facts and SDKs of each).
 */
const brands = {
  payzen: "https://api.payzen.eu",
  lyra: "https://api.lyra.com",
  systempay: "https://api.systempay.fr",
  sogecommerce: "https://api-sogecommerce.societegenerale.eu",
  scellius: "https://api.scelliuspaiement.labanquepostale.fr",
  "payzen-latam": "https://api.payzen.lat",
  "payzen-brazil": "https://api.payzen.com.br",
} as const satisfies Readonly<Record<string, string>>;

/** What a merchant types to connect her shop. */
export const settings = {
  brand: {
    label: "Brand",
    kind: "choice",
    help: "The name your bank sells the platform under; it decides the address",
    required: false,
    choices: Object.keys(brands),
    standard: "payzen",
  },
  shopId: {
    label: "Shop identifier",
    kind: "text",
    help: "Back Office → Settings → Shop → REST API keys: the user name, eight digits",
    required: true,
  },
  mode: {
    label: "Mode",
    kind: "choice",
    help: "The keys of one mode work in that mode only",
    required: true,
    choices: ["TEST", "PRODUCTION"],
  },
  password: {
    label: "REST API password",
    kind: "secret",
    help: "testpassword_… or prodpassword_…; both, separated by a space, the new one first, while you change it",
    required: true,
  },
  hmacKey: {
    label: "HMAC-SHA-256 key",
    kind: "secret",
    help: "Signs what a browser brings back. No money is believed from there; keep it here so that no report shows it",
    required: false,
  },
  ipnUrl: {
    label: "Notification address",
    kind: "url",
    help: "This rail's webhook address, to be sent with every call where you cannot edit the notification rules",
    required: false,
  },
  apiUrl: { label: "API address", kind: "url", help: "Where it is not the brand's", required: false },
} as const satisfies SettingsForm;

/** The settings with secrets resolved. */
export type LyraSettings = SettingsOf<typeof settings>;

/** The API's address in use, without a slash at its end. */
export function apiOf({ brand, apiUrl }: LyraSettings): string {
  const known = Object.entries(brands).find(([name]) => name === brand)?.[1] ?? brands.payzen;
  return (apiUrl ?? known).replace(/\/+$/, "");
}

/** The REST passwords in use: the first one logs in, each of them may have signed a notification. */
export const passwordsOf = ({ password = "" }: LyraSettings): readonly string[] =>
  password.split(/[\s,]+/).filter((one) => one !== "");

/** The shop in the mode its keys are for. */
export type Shop = { readonly shopId: string; readonly mode: "TEST" | "PRODUCTION"; readonly password: string };

/** The shop the settings name, or what they lack. Keys of the other mode are refused before anything is sent. */
export function shopOf(settings: LyraSettings): Shop | { readonly lacking: string } {
  const shopId = settings.shopId?.trim() ?? "";
  const [password] = passwordsOf(settings);
  const { mode } = settings;
  if (shopId === "") return { lacking: "no shop identifier is set" };
  if (password === undefined) return { lacking: "no REST API password is set" };
  if (mode !== "TEST" && mode !== "PRODUCTION") return { lacking: "the mode is neither TEST nor PRODUCTION" };
  const family = /^(test|prod)password_/.exec(password)?.[1];
  if (family !== undefined && (family === "test") !== (mode === "TEST"))
    return { lacking: `the REST API password is not one of the mode ${mode}` };
  return { shopId, mode, password };
}
