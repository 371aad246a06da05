import { type CodeOutcome, bad, good } from "#domain/qr/code-fault";
import { looksLikeEmv, openCode } from "#domain/qr/emv-tlv";
import { type EpcTransfer, decodeEpc, looksLikeEpc } from "#domain/qr/epc";
import { type MerchantCode, decodeMerchantCode } from "#domain/qr/merchant-code";
import { type PayNowCode, holdsPayNow, readPayNow } from "#domain/qr/paynow";
import { type PixCode, holdsPix, readPix } from "#domain/qr/pix";
import { type PromptPayCode, holdsPromptPay, readPromptPay } from "#domain/qr/promptpay";
import { type SwissBill, decodeSwissBill, looksLikeSwissBill } from "#domain/qr/swiss-bill";
import { type UpiLink, decodeUpi, looksLikeUpi } from "#domain/qr/upi";

/** A payment code of any grammar this till knows, read. */
export type ReadCode =
  | { readonly grammar: "merchant"; readonly code: MerchantCode }
  | { readonly grammar: "pix"; readonly code: PixCode }
  | { readonly grammar: "promptpay"; readonly code: PromptPayCode }
  | { readonly grammar: "paynow"; readonly code: PayNowCode }
  | { readonly grammar: "upi"; readonly code: UpiLink }
  | { readonly grammar: "epc"; readonly code: EpcTransfer }
  | { readonly grammar: "swiss-bill"; readonly code: SwissBill };

/**
 * Tells by its first characters which grammar a text is, and reads it. A text of none is told what it is not; one that
 * begins as a grammar and breaks its rules is told by that grammar what is wrong.
 */
export function readCode(text: string): CodeOutcome<ReadCode> {
  if (looksLikeEmv(text)) return readEmv(text);
  if (looksLikeUpi(text)) return named("upi", decodeUpi(text));
  if (looksLikeEpc(text)) return named("epc", decodeEpc(text));
  if (looksLikeSwissBill(text)) return named("swiss-bill", decodeSwissBill(text));
  return bad({
    kind: "unknown-grammar",
    isNot: [
      "an EMV code (merchant, Pix, PromptPay, PayNow) begins with 000201",
      "a UPI link with upi://pay?",
      "a SEPA code with the line BCD",
      "a Swiss QR-bill with the line SPC",
    ],
  });
}

/** Whose an EMV code is, stands in its account template. */
function readEmv(text: string): CodeOutcome<ReadCode> {
  const opened = openCode(text);
  if (!opened.ok) return opened;
  if (holdsPromptPay(opened.value)) return named("promptpay", readPromptPay(opened.value));
  const merchant = decodeMerchantCode(text);
  if (!merchant.ok) return merchant;
  if (holdsPix(merchant.value)) return named("pix", readPix(merchant.value));
  if (holdsPayNow(merchant.value)) return named("paynow", readPayNow(merchant.value));
  return named("merchant", merchant);
}

type CodeOf<Grammar> = Extract<ReadCode, { grammar: Grammar }>["code"];

function named<Grammar extends ReadCode["grammar"]>(
  grammar: Grammar,
  read: CodeOutcome<CodeOf<Grammar>>,
): CodeOutcome<{ readonly grammar: Grammar; readonly code: CodeOf<Grammar> }> {
  return read.ok ? good({ grammar, code: read.value }) : read;
}
