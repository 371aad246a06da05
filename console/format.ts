import { useMemo } from "react";
import { useIntl } from "react-intl";
import type { LocalText } from "#api/language";
import type { Money } from "#api/money";
import { useTimeZone } from "./shop.tsx";
import { writeDecimal, writeMoney } from "./ui/money-text.ts";
import { useLanguage } from "./words.tsx";

/** Writers of values in the reader's language and the shop's zone. */
export type Format = {
  readonly money: (amount: Money) => string;
  /** An amount as it stands in a field, without its currency: "49,90" where a comma is the mark. */
  readonly field: (amount: Money) => string;
  /** 09:41 */
  readonly clock: (at: string) => string;
  /** 24 Nov, 09:41; only the clock when it is today. */
  readonly moment: (at: string) => string;
  /** Tuesday, 24 November, or "today" and "yesterday" as the caller words them. */
  readonly day: (at: string) => string;
  /** 24 Nov */
  readonly date: (at: string) => string;
  /** A calendar day a bank or a night's run is named by, `2026-11-24`, whatever the zone: 24 Nov 2026 */
  readonly booked: (day: string) => string;
  /** 24 Nov, 09:41:07 */
  readonly exact: (at: string) => string;
  /** A text in the reader's language, else in any there is. */
  readonly local: (text: LocalText) => string;
  readonly number: (value: number) => string;
  /** A share as a percentage: 0.055 is "5.5 %". */
  readonly percent: (share: number) => string;
  /** A change as a whole percentage with its sign: "+12 %". */
  readonly growth: (share: number) => string;
  /** The calendar day as `2026-11-24`, to compare days by. */
  readonly dayKey: (at: string | number) => string;
};

/** Writes amounts, times and texts for the reader. Times are the shop's own. */
export function useFormat(): Format {
  const { locale } = useIntl();
  const { language } = useLanguage();
  const timeZone = useTimeZone();
  return useMemo(() => {
    const zone = timeZone === undefined ? {} : { timeZone };
    const dates = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...zone, ...options });
    const clock = dates({ hour: "2-digit", minute: "2-digit" });
    const short = dates({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
    const date = dates({ day: "numeric", month: "short" });
    const booked = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
    const exact = dates({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", second: "2-digit" });
    const day = dates({ weekday: "long", day: "numeric", month: "long" });
    const key = new Intl.DateTimeFormat("en-CA", { ...zone, year: "numeric", month: "2-digit", day: "2-digit" });
    const numbers = new Intl.NumberFormat(locale);
    const percents = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });
    const growths = new Intl.NumberFormat(locale, { style: "percent", signDisplay: "exceptZero" });
    const mark = numbers.formatToParts(1.5).find(({ type }) => type === "decimal")?.value ?? ".";
    const dayKey = (at: string | number) => key.format(new Date(at));
    return {
      money: (amount) => writeMoney(amount, locale),
      field: (amount) => writeDecimal(amount).replace(".", mark),
      clock: (at) => clock.format(new Date(at)),
      moment: (at) => (dayKey(at) === dayKey(Date.now()) ? clock : short).format(new Date(at)),
      day: (at) => day.format(new Date(at)),
      date: (at) => date.format(new Date(at)),
      booked: (named) => booked.format(new Date(`${named}T00:00:00Z`)),
      exact: (at) => exact.format(new Date(at)),
      local: (text) => text[language] ?? Object.values(text)[0] ?? "",
      number: (value) => numbers.format(value),
      percent: (share) => percents.format(share),
      growth: (share) => growths.format(share),
      dayKey,
    };
  }, [language, locale, timeZone]);
}
