import { email, type Fields, hexId, phone } from "./parameters.ts";

/** `customer` of every call. Billing, shipping and cart are kept as they come. */
const customer: Fields = {
  reference: { is: "text", code: "INT_016", max: 80 },
  email: { is: "text", code: "INT_015", max: 150, like: email },
  billingDetails: { is: "open", code: "INT_001" },
  shippingDetails: { is: "open", code: "INT_001" },
  shoppingCart: { is: "open", code: "INT_001" },
};

const transactionOptions: Fields = {
  cardOptions: {
    is: "group",
    code: "INT_001",
    fields: {
      manualValidation: { is: "word", code: "INT_005", oneOf: ["YES", "NO"] },
      captureDelay: { is: "whole", code: "INT_006", min: 0 },
      paymentSource: { is: "word", code: "INT_060", oneOf: ["EC", "MOTO", "CC", "OTHER"] },
      retry: { is: "whole", code: "INT_899", min: 0 },
      mid: { is: "text", code: "INT_062" },
      firstInstallmentDelay: { is: "unplayed" },
      installmentNumber: { is: "unplayed" },
    },
  },
};

const challenge = ["AUTO", "CHALLENGE_REQUESTED", "CHALLENGE_MANDATE", "NO_CHALLENGE_REQUESTED", "DISABLED"];

/** What payment orders and forms have in common. */
const shared: Fields = {
  currency: { is: "text", code: "INT_010", like: /^[A-Z]{3}$/, required: "INT_010" },
  orderId: { is: "text", code: "INT_013", max: 64, like: /^[A-Za-z0-9_-]+$/ },
  customer: { is: "group", code: "INT_001", fields: customer },
  metadata: { is: "open", code: "INT_091" },
  ipnTargetUrl: { is: "address", code: "INT_926" },
  strongAuthentication: { is: "word", code: "INT_050", oneOf: challenge },
  contrib: { is: "text", code: "INT_031" },
  transactionOptions: { is: "group", code: "INT_001", fields: transactionOptions },
};

const money: Fields = {
  amount: { is: "whole", code: "INT_009", min: 0, required: "INT_009" },
  taxRate: { is: "rate", code: "INT_858" },
  taxAmount: { is: "whole", code: "INT_869", min: 0 },
};

const waysBack: Fields = {
  returnUrl: { is: "address", code: "INT_920" },
  cancelUrl: { is: "address", code: "INT_921" },
  successUrl: { is: "address", code: "INT_922" },
  refusedUrl: { is: "address", code: "INT_923" },
  errorUrl: { is: "address", code: "INT_924" },
  returnMode: { is: "word", code: "INT_927", oneOf: ["NONE", "GET", "POST"] },
};

const channelOptions: Fields = {
  channelType: { is: "word", code: "INT_854", oneOf: ["URL", "MAIL", "SMS", "WHATSAPP"] },
  urlOptions: { is: "unplayed" },
  mailOptions: {
    is: "group",
    code: "INT_841",
    fields: {
      recipient: { is: "text", code: "PSP_1032", like: email },
      bcc: { is: "text", code: "PSP_1032", max: 1_000 },
      subject: { is: "text", code: "INT_843" },
      body: { is: "text", code: "INT_842", max: 10_000 },
      template: { is: "text", code: "INT_845" },
    },
  },
  smsOptions: {
    is: "group",
    code: "INT_836",
    fields: {
      phoneNumber: { is: "text", code: "PSP_1031", like: phone },
      message: { is: "text", code: "PSP_1038", max: 500 },
    },
  },
  whatsAppOptions: {
    is: "group",
    code: "INT_839",
    fields: { phoneNumber: { is: "text", code: "PSP_1031", like: phone } },
  },
};

/** The parameters of `Charge/CreatePaymentOrder`. */
export const orderFields: Fields = {
  ...money,
  ...shared,
  ...waysBack,
  formAction: { is: "word", code: "INT_875", oneOf: ["PAYMENT", "REGISTER", "REGISTER_PAY", "ASK_REGISTER_PAY"] },
  channelOptions: { is: "group", code: "INT_854", fields: channelOptions },
  expirationDate: { is: "moment", code: "INT_855" },
  locale: { is: "text", code: "INT_856", like: /^[a-z]{2}_[A-Z]{2}$/ },
  paymentReceiptEmail: { is: "text", code: "INT_851", like: email },
  // Texts, not booleans (docs.lyra.com, kb_n_fois/url_payment_order.html).
  dataCollectionForm: { is: "word", code: "INT_853", oneOf: ["true", "false"] },
  merchantComment: { is: "text", code: "INT_898" },
  description: { is: "text", code: "INT_883" },
};

/** Whose order it is; the first parameter of `Charge/PaymentOrder/Get|Update|Cancel`. */
export const orderIdField: Fields = {
  paymentOrderId: { is: "text", code: "INT_840", like: hexId, required: "PSP_1052" },
};

/** The parameters of `Charge/CreatePayment`. */
export const paymentFields: Fields = {
  ...money,
  ...shared,
  formAction: {
    is: "word",
    code: "INT_875",
    oneOf: ["PAYMENT", "REGISTER_PAY", "ASK_REGISTER_PAY", "SILENT", "CUSTOMER_WALLET"],
  },
  paymentMethodToken: { is: "text", code: "INT_030", like: hexId },
  paymentMethods: { is: "unplayed" },
  subMerchantDetails: { is: "unplayed" },
  installmentOptions: { is: "unplayed" },
};

/** The parameters of `Charge/CreateToken`. */
export const registrationFields: Fields = {
  ...shared,
  formAction: { is: "word", code: "INT_875", oneOf: ["REGISTER"] },
};
