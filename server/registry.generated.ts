// Written by `npm run registry` from the names of the folders. Do not edit.
import { channel as whatsappChannel } from "./channels/whatsapp/channel.ts";
import { provider as cashProvider } from "./payments/cash/provider.ts";
import { provider as lyraProvider } from "./payments/lyra/provider.ts";
import { provider as stripeProvider } from "./payments/stripe/provider.ts";
import { provider as transferProvider } from "./payments/transfer/provider.ts";
import { provider as whatsappPayProvider } from "./payments/whatsapp-pay/provider.ts";
import { journey as merchantCommandJourney } from "./journeys/merchant-command/journey.ts";
import { journey as refundJourney } from "./journeys/refund/journey.ts";
import { journey as shopOrderJourney } from "./journeys/shop-order/journey.ts";

/** Every folder of server/channels. */
export const channels = [whatsappChannel] as const;
/** Every folder of server/payments. */
export const payments = [cashProvider, lyraProvider, stripeProvider, transferProvider, whatsappPayProvider] as const;
/** Every folder of server/journeys. */
export const journeys = [merchantCommandJourney, refundJourney, shopOrderJourney] as const;
