import type { SettingsForm } from "#contracts/settings";
import type { Store } from "#contracts/store";
import { seconds } from "#domain/instant";

/** The origins owners wrote as base addresses of their channels and rails. */
export type TrustedOrigins = {
  /** Whether the origin is one of them; looks again when it is not known and the last look is a while ago. */
  readonly trusts: (origin: string) => boolean | Promise<boolean>;
  /** Reads them anew. */
  readonly refresh: () => Promise<void>;
};

type Forms = {
  readonly channels: Readonly<Record<string, SettingsForm>>;
  readonly rails: Readonly<Record<string, SettingsForm>>;
};

const freshFor = seconds(2);

const originOf = (address: string | undefined): string | undefined =>
  address !== undefined && URL.canParse(address) ? new URL(address).origin : undefined;

/** Keeps the base addresses of all shops on record, each exactly as an origin: scheme, name and port. */
export function createTrustedOrigins(
  store: Store,
  forms: Forms,
  reveal: (written: string) => string | undefined,
): TrustedOrigins {
  let origins: ReadonlySet<string> = new Set();
  let readAt = -Infinity;
  let reading: Promise<void> | undefined;

  const addresses = (form: SettingsForm | undefined, settings: Readonly<Record<string, string>>): readonly string[] =>
    Object.entries(form ?? {}).flatMap(([name, { kind }]) => {
      const written = settings[name];
      const origin = kind === "url" && written !== undefined ? originOf(reveal(written)) : undefined;
      return origin === undefined ? [] : [origin];
    });
  const read = async (): Promise<void> => {
    const found = await Promise.all(
      (await store.installation.businesses()).map(({ businessId }) =>
        store.tx(businessId, async (tx) => {
          const [channels, rails] = await Promise.all([tx.select("channel_account", {}), tx.select("rail", {})]);
          return [
            ...channels.flatMap(({ kind, settings }) => addresses(forms.channels[kind], settings)),
            ...rails.flatMap(({ kind, settings }) => addresses(forms.rails[kind], settings)),
          ];
        }),
      ),
    );
    origins = new Set(found.flat());
    readAt = performance.now();
  };
  const refresh = (): Promise<void> => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
  return {
    refresh,
    trusts(origin) {
      if (origins.has(origin)) return true;
      if (performance.now() - readAt < freshFor) return false;
      return refresh().then(() => origins.has(origin));
    },
  };
}
