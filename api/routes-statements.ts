import { inShop } from "./identifier.ts";
import { pageOf, pageQuery } from "./page.ts";
import { defineRoutes } from "./route.ts";
import {
  entryDecision,
  entryId,
  entryQuery,
  statementEntry,
  statementFile,
  statementImported,
  statementPreview,
  statementQuery,
} from "./statement.ts";

const policy = "operator" as const;
const tag = "Statements";

/** What the shop's bank and its providers say of its money. */
export const statementRoutes = defineRoutes({
  previewStatement: {
    method: "POST",
    path: "/api/v1/shops/:shop/statements/preview",
    policy,
    tag,
    summary: "What importing a bank statement (camt.053, CSV, signed JSON) or a file of payouts would do",
    params: inShop,
    query: statementQuery,
    body: "bytes",
    answer: statementPreview,
  },
  importStatement: {
    method: "POST",
    path: "/api/v1/shops/:shop/statements",
    policy,
    tag,
    summary: "Import a bank statement or a file of payouts: whole or not at all, each movement once",
    params: inShop,
    query: statementQuery,
    body: "bytes",
    answer: statementImported,
    status: 201,
  },
  statements: {
    method: "GET",
    path: "/api/v1/shops/:shop/statements",
    policy,
    tag,
    summary: "Files that were imported, the last first",
    params: inShop,
    query: pageQuery,
    answer: pageOf(statementFile),
  },
  statementEntries: {
    method: "GET",
    path: "/api/v1/shops/:shop/statement-entries",
    policy,
    tag,
    summary: "Movements of the shop's bank account, the last booked first",
    params: inShop,
    query: entryQuery,
    answer: pageOf(statementEntry),
  },
  decideEntry: {
    method: "POST",
    path: "/api/v1/shops/:shop/statement-entries/:entry/decision",
    policy,
    tag,
    summary: "Say what a movement is that could not be matched for sure. 409 when somebody did meanwhile",
    params: inShop.extend({ entry: entryId }),
    body: entryDecision,
    answer: statementEntry,
    idempotent: true,
  },
});
