import { payByEmv } from "./emv.ts";
import { payByEpc, payBySwissBill } from "./iban-schemes.ts";
import { payByPayNow, payByPix, payByPromptPay, payByUpi } from "./key-schemes.ts";
import { type Made, type Wanted, wrong } from "./payable.ts";
import type { TransferSettings } from "./settings.ts";

/** Makes the code of a payment by the scheme of the settings. Pure: the same payment gives the same code. */
export function codeOf(settings: TransferSettings, wanted: Wanted): Made {
  switch (settings.scheme) {
    case "epc":
      return payByEpc(settings, wanted);
    case "swiss":
      return payBySwissBill(settings, wanted);
    case "pix":
      return payByPix(settings, wanted);
    case "upi":
      return payByUpi(settings, wanted);
    case "paynow":
      return payByPayNow(settings, wanted);
    case "promptpay":
      return payByPromptPay(settings, wanted);
    case "emv":
      return payByEmv(settings, wanted);
    default:
      return wrong("scheme", "must be epc, swiss, pix, upi, paynow, promptpay or emv");
  }
}
