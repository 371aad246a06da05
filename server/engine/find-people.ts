import type { RowOf, Tx } from "#contracts/store";
import { digitsOf, phoneVariants } from "#domain/phone";
import type { Candidate } from "#domain/selling";

/** People looked through for a name: those heard of last. A shop with more finds the rest by phone. */
const lookedThrough = 5_000;
/** As many as a list can show. */
const mostCandidates = 10;

/** A name without case, accents and marks, as words. */
const words = (name: string): readonly string[] =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");

/** What somebody is called on a screen. */
export const nameOf = ({ name, phone }: Pick<RowOf<"person">, "name" | "phone">): string => name ?? phone ?? "?";

const candidate = ({ person_id, name, phone }: RowOf<"person">): Candidate => ({
  personId: person_id,
  name: nameOf({ name, phone }),
  ...(phone === null ? {} : { phone }),
});

/** People of whose names every word written is one ("lea", "martin lea"), those heard of last first. */
export async function peopleNamed(tx: Tx, name: string): Promise<readonly Candidate[]> {
  const wanted = words(name);
  if (wanted.length === 0) return [];
  const rows = await tx.select(
    "person",
    { name: { isNull: false } },
    { orderBy: ["changed_at", "person_id"], descending: true, limit: lookedThrough },
  );
  const fits = rows.filter((row) => {
    const known = words(row.name ?? "");
    return wanted.every((word) => known.includes(word));
  });
  return fits.slice(0, mostCandidates).map(candidate);
}

/** Whoever has this phone, in any of the forms it may take. */
export async function personWithPhone(tx: Tx, phone: string): Promise<Candidate | undefined> {
  const variants = phoneVariants(digitsOf(phone));
  const known = await tx.find(
    "identity",
    variants.map((value) => ({ kind: "wa_phone", value })),
  );
  const [row] = known[0] ? await tx.find("person", [{ person_id: known[0].person_id }]) : [];
  return row && candidate(row);
}

/** One of the shop's people. */
export async function personById(tx: Tx, personId: string): Promise<Candidate | undefined> {
  const [row] = await tx.find("person", [{ person_id: personId }]);
  return row && candidate(row);
}

/** Whoever is known by this e-mail address; nobody where several are. */
export async function personWithEmail(tx: Tx, email: string): Promise<Candidate | undefined> {
  const [row, another] = await tx.select("person", { email: { eq: email } }, { limit: 2 });
  return row && !another ? candidate(row) : undefined;
}
