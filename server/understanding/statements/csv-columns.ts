import { isCurrency } from "#domain/currency";

/** What a column holds. */
export type ColumnRole =
  | "date"
  | "valueDate"
  | "amount"
  | "credit"
  | "debit"
  | "currency"
  | "side"
  | "state"
  | "name"
  | "iban"
  | "account"
  | "reference"
  | "id"
  | "text";

/**
 * Headers by what they mean: as banks of the five languages, and German ones, write them; without accents, in small
 * letters. The first role that fits a header has it.
 */
const headers: Readonly<Record<ColumnRole, readonly string[]>> = {
  date: [
    ..."date|booking date|booked|posting date|transaction date|date posted|completed date|date booked|book date".split(
      "|",
    ),
    ..."date operation|date de l operation|date d operation|date de comptabilisation|date comptable|dateop".split("|"),
    ..."data|data contabile|data operazione|data registrazione|data movimento|data contabilizzazione".split("|"),
    ..."fecha|fecha operacion|fecha de operacion|fecha contable|f operacion|f contable|fecha movimiento".split("|"),
    ..."data lancamento|data do lancamento|data mov|data movimento|data da operacao|data operacao|data transacao".split(
      "|",
    ),
    ..."buchungstag|buchungsdatum|datum".split("|"),
  ],
  valueDate: [
    ..."value date|date de valeur|date valeur|dateval|valeur|data valuta|valuta|fecha valor|f valor".split("|"),
    ..."data valor|data do valor|valutadatum|wertstellung".split("|"),
  ],
  amount: [
    ..."amount|transaction amount|amount in account currency|net amount|montant|montant de l operation".split("|"),
    ..."importo|importo in euro|ammontare|importe|importe en euros|cantidad|monto".split("|"),
    ..."valor|valor r|montante|quantia|importancia|betrag|umsatz".split("|"),
  ],
  credit: [
    ..."credit|credit amount|paid in|money in|deposits|receipts|credits|montant credit|recette|recettes".split("|"),
    ..."entrate|avere|accrediti|accredito|importo avere|haber|abono|abonos|ingresos|ingreso".split("|"),
    ..."credito|creditos|entrada|entradas|haben|gutschrift".split("|"),
  ],
  debit: [
    ..."debit|debit amount|paid out|money out|withdrawals|payments|debits|montant debit|depense|depenses".split("|"),
    ..."uscite|dare|addebiti|addebito|importo dare|debe|cargo|cargos|gastos|gasto".split("|"),
    ..."debito|debitos|saida|saidas|soll|lastschrift".split("|"),
  ],
  currency: "currency|ccy|account currency|devise|monnaie|valuta conto|divisa|moneda|moeda|wahrung|waehrung".split("|"),
  side: [
    ..."credit debit|debit credit|cr dr|dr cr|type d c|d c|c d|sens|segno|dare avere|signo|debe haber|soll haben".split(
      "|",
    ),
    ..."debito credito|credito debito|d h|credit debit indicator".split("|"),
  ],
  state: "status|state|statut|etat|stato|estado|situacao|estado do movimento".split("|"),
  name: [
    ..."name|counterparty|counterparty name|payer|payee|payer payee|beneficiary|merchant name|sender|contact".split(
      "|",
    ),
    ..."nom|nom du tiers|tiers|contrepartie|emetteur|donneur d ordre|beneficiaire|debiteur".split("|"),
    ..."nome|controparte|ordinante|ordinante beneficiario|beneficiario|debitore".split("|"),
    ..."nombre|ordenante|contraparte|ordenante beneficiario|remitente".split("|"),
    ..."nome do ordenante|favorecido|remetente|pagador".split("|"),
    ..."auftraggeber|beguenstigter|beguenstigter zahlungspflichtiger|name zahlungsbeteiligter".split("|"),
  ],
  iban: [
    ..."counterparty iban|counterparty account|account number of counterparty|payer iban|iban payer".split("|"),
    ..."iban du tiers|iban contrepartie|compte du tiers|iban controparte|iban ordinante|iban contraparte".split("|"),
    ..."cuenta ordenante|iban ordenante|conta do ordenante|iban zahlungsbeteiligter|kontonummer iban".split("|"),
  ],
  account: [
    ..."account|account number|iban|account iban|compte|numero de compte|iban du compte|conto|numero conto".split("|"),
    ..."cuenta|numero de cuenta|conta|numero da conta|auftragskonto|konto".split("|"),
  ],
  reference: [
    ..."reference|payment reference|end to end id|end to end|customer reference|structured reference".split("|"),
    ..."reference client|reference de bout en bout|reference du virement|riferimento|riferimento cliente".split("|"),
    ..."referencia|referencia cliente|referencia 1|referencia del cliente|kundenreferenz|kundenreferenz end to end".split(
      "|",
    ),
  ],
  id: [
    ..."id|transaction id|transaction number|transaction reference|bank reference|entry reference|fitid".split("|"),
    ..."numero d operation|identifiant|reference bancaire|reference operation|reference de l operation".split("|"),
    ..."id transazione|numero operazione|identificativo|id operacion|numero de operacion|id transacao".split("|"),
    ..."numero de movimiento|identificador|numero do documento|docto|transaktions id".split("|"),
  ],
  text: [
    ..."description|details|narrative|memo|particulars|message|note|remittance information|purpose|transaction details".split(
      "|",
    ),
    ..."payment details|libelle|libelle operation|libelle simplifie|detail|details de l operation|motif".split("|"),
    ..."communication|informations complementaires|objet|information|libelle complementaire".split("|"),
    ..."descrizione|descrizione operazione|causale|dettagli|note|causale estesa|descrizione estesa".split("|"),
    ..."concepto|descripcion|detalle|observaciones|mas datos|informacion adicional|concepto ampliado".split("|"),
    ..."descricao|historico|descritivo|detalhes|observacoes|descricao do movimento".split("|"),
    ..."verwendungszweck|buchungstext|beschreibung".split("|"),
  ],
};

const byHeader = new Map(
  (Object.entries(headers) as [ColumnRole, readonly string[]][])
    // A header that two roles share goes to the first: `valuta` is a date before it is a currency.
    .flatMap(([role, all]) => all.map((header) => [header, role] as const))
    .toReversed(),
);

/** A header without accents, marks and what stands in brackets: `Montant (EUR)` is `montant`. */
const folded = (header: string): string =>
  header
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[([{].*?[)\]}]/g, " ")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();

/** Places of the columns by what they hold; `currency` is the one a header names. */
export type Columns = {
  readonly places: ReadonlyMap<ColumnRole, readonly number[]>;
  readonly currency?: string;
};

/** Which column holds what, by a row of headers; undefined where it has no day or no amount. */
export function columnsOf(cells: readonly string[]): Columns | undefined {
  const places = new Map<ColumnRole, number[]>();
  let named: string | undefined;
  for (const [place, header] of cells.entries()) {
    const code = header.match(/\b[A-Z]{3}\b/g)?.find((one) => isCurrency(one));
    const role = byHeader.get(folded(header)) ?? byHeader.get(folded(header.replace(/\b[A-Z]{3}\b/g, " ")));
    if (role === undefined) continue;
    if (code !== undefined && (role === "amount" || role === "credit" || role === "debit")) named = code;
    places.set(role, [...(places.get(role) ?? []), place]);
  }
  const hasDay = places.has("date") || places.has("valueDate");
  const hasAmount = places.has("amount") || (places.has("credit") && places.has("debit")) || places.has("credit");
  if (!hasDay || !hasAmount) return undefined;
  return { places, ...(named === undefined ? {} : { currency: named }) };
}
