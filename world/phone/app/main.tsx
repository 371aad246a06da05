import { createRoot } from "react-dom/client";
import { IntlProvider } from "react-intl";
import { PhoneApp } from "./phone-app.tsx";
import { createPhoneStore } from "./phone-store.ts";
import { catalogues, chooseLanguage, chooseRegion } from "./texts.ts";
import "./styles/page.css";
import "./styles/chat.css";
import "./styles/bubbles.css";
import "./styles/bubble-content.css";
import "./styles/layers.css";
import "./styles/controls.css";
import "./styles/trouble.css";

const asked = new URLSearchParams(location.search);
const language = chooseLanguage(asked.get("lang"), navigator.languages);
const look = asked.get("theme");
document.documentElement.lang = language;
document.documentElement.dir = asked.get("dir") === "rtl" ? "rtl" : "ltr";
if (look === "light" || look === "dark") document.documentElement.dataset["theme"] = look;
document.title = catalogues[language].pageTitle;

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no place to draw in.");
createRoot(root).render(
  <IntlProvider locale={chooseRegion(language, navigator.languages)} defaultLocale="en" messages={catalogues[language]}>
    <PhoneApp
      store={createPhoneStore()}
      language={language}
      wishes={{ embed: asked.has("embed"), customer: asked.get("customer"), shop: asked.get("shop") }}
    />
  </IntlProvider>,
);
