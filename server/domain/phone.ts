/** The digits of a number as given: "+33 6 12-34" is "33612 34" without the blank. WhatsApp's `wa_id` is of this form. */
export const digitsOf = (phone: string): string => phone.replace(/\D/g, "");

/**
 * Every form one subscriber's number may take at WhatsApp, the given one first. Brazil drops or adds a 9 after the
 * area code, Mexico a 1 and Argentina a 9 after the country code: the id in an answer can differ from what was sent.
 */
export function phoneVariants(digits: string): readonly string[] {
  const brazil = /^55(\d\d)(9?)(\d{8})$/.exec(digits);
  if (brazil) return distinct([digits, `55${brazil[1]}${brazil[3]}`, `55${brazil[1]}9${brazil[3]}`]);
  const mexico = /^52(1?)(\d{10})$/.exec(digits);
  if (mexico) return distinct([digits, `52${mexico[2]}`, `521${mexico[2]}`]);
  const argentina = /^54(9?)(\d{10})$/.exec(digits);
  if (argentina) return distinct([digits, `54${argentina[2]}`, `549${argentina[2]}`]);
  return [digits];
}

const distinct = (all: readonly string[]): readonly string[] => [...new Set(all)];
