// A shopper buys something in a webshop built with @noaignite/react-centra-checkout, in jsdom: a page of another origin,
// whose calls go through XMLHttpRequest and so through CORS, preflights included, and whose token lives in a cookie.
//
//   node purchase.js CHECKOUT_URL ORIGIN ITEM COUNTRY   prints one JSON object: what the shopper saw at each step
import { JSDOM, VirtualConsole } from "jsdom";

const [apiUrl, origin, wanted, country] = process.argv.slice(2);

function leave(seen) {
  process.stdout.write(JSON.stringify(seen), () => process.exit(0));
}

process.on("uncaughtException", (error) => leave({ failed: String(error) }));

const complaints = [];
const virtualConsole = new VirtualConsole();
virtualConsole.on("jsdomError", (error) => {
  // The client leaves for the receipt page, which jsdom cannot open.
  if (!error.message.startsWith("Not implemented: navigation")) complaints.push(error.message);
});
const dom = new JSDOM("<!doctype html><div id='root'></div>", { url: `${origin}/`, virtualConsole, pretendToBeVisual: true });
for (const name of ["window", "document", "navigator", "HTMLElement", "Node", "XMLHttpRequest", "Blob", "FormData", "URLSearchParams", "File"]) {
  const value = name === "window" ? dom.window : dom.window[name];
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true }); // newer Nodes have a navigator
}
Object.defineProperty(globalThis, "self", { value: dom.window, configurable: true });
globalThis.IS_REACT_ACT_ENVIRONMENT = true;
for (const name of ["fetch", "Headers", "Request", "Response"]) delete globalThis[name]; // Node's own knows no CORS
const polyfill = await import("whatwg-fetch");
for (const name of ["fetch", "Headers", "Request", "Response"]) globalThis[name] = dom.window[name] = polyfill[name];

const { createElement, act } = await import("react");
const { createRoot } = await import("react-dom/client");
const centra = await import("@noaignite/react-centra-checkout");

let shop = {};
function Shop() {
  shop = { selection: centra.useCentraSelection(), handlers: centra.useCentraHandlers() };
  return null;
}

const provider = {
  apiUrl,
  paymentReturnPage: `${origin}/return`,
  paymentFailedPage: `${origin}/failed`,
  receiptPage: `${origin}/receipt`,
};
const root = createRoot(document.getElementById("root"));
await act(async () => root.render(createElement(centra.CentraProvider, provider, createElement(Shop))));

async function settle(what) {
  let result;
  await act(async () => {
    result = await what();
  });
  return result;
}

async function until(ready, what) {
  for (let turn = 0; turn < 200; turn += 1) {
    if (ready()) return;
    await settle(() => new Promise((resolve) => setTimeout(resolve, 20)));
  }
  throw new Error(`waited in vain for ${what}; ${JSON.stringify(complaints)}`);
}

const seen = {};
const token = () => document.cookie.match(/centra-checkout-token=([^;]*)/)?.[1];

await until(() => token(), "a token in the cookie");
seen.token = token();
await settle(() => shop.handlers.updateCountry(country));
seen.country = shop.selection.location?.country;
await settle(() => shop.handlers.addItem(wanted, 2));
seen.added = shop.selection.selection.items.map((line) => ({ item: line.item, quantity: line.quantity }));
await settle(() => shop.handlers.decreaseCartItem(shop.selection.selection.items[0].line));
seen.decreased = shop.selection.selection.items.map((line) => line.quantity);
seen.refused = await settle(() => shop.handlers.addVoucher("no-such-voucher"));
seen.shipping = shop.selection.shippingMethods.map((method) => method.shippingMethod);
await settle(() => shop.handlers.updateShippingMethod(seen.shipping[0]));
seen.payments = shop.selection.paymentMethods.map((method) => ({ id: method.paymentMethod, type: method.paymentMethodType }));
const address = {
  email: "storefront@example.com",
  firstName: "Ylva",
  lastName: "Kust",
  address1: "Strandvägen 1",
  zipCode: "23642",
  city: "Höllviken",
  phoneNumber: "+46701740605",
  country,
};
seen.attempts = [];
for (const { id } of seen.payments) {
  const attempt = { method: id };
  seen.attempts.push(attempt);
  try {
    await settle(() => shop.handlers.updatePaymentMethod(id));
    const answer = await settle(() =>
      shop.handlers.submitPayment({ paymentMethod: id, address, shippingAddress: address, termsAndConditions: true }),
    );
    attempt.action = answer.action;
    if (answer.action === "success") {
      seen.order = answer.order;
      seen.receiptToken = answer.token;
      break;
    }
  } catch (error) {
    attempt.error = String(error);
  }
}

let receipt = {};
function Receipt() {
  receipt = centra.useCentraReceipt(seen.receiptToken);
  return null;
}
if (seen.receiptToken) {
  const page = createElement(centra.CentraProvider, { ...provider, disableInit: true }, createElement(Receipt));
  await act(async () => root.render(page));
  await until(() => receipt.order, "the receipt");
  seen.receipt = receipt.order;
}
seen.complaints = complaints;
leave(seen);
