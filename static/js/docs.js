// Draws the description of the API with Swagger UI, in the theme of the page.

/** @type {{SwaggerUIBundle: (options: object) => unknown}} */
const { SwaggerUIBundle } = /** @type {any} */ (window);

const root = document.documentElement;
const systemDark = matchMedia("(prefers-color-scheme: dark)");

function followTheme() {
  const theme = root.dataset.theme ?? (systemDark.matches ? "dark" : "light");
  root.classList.toggle("dark-mode", theme === "dark");
}

followTheme();
systemDark.addEventListener("change", followTheme);
new MutationObserver(followTheme).observe(root, { attributeFilter: ["data-theme"] });

SwaggerUIBundle({
  url: document.getElementById("swagger-ui")?.dataset.openapi,
  dom_id: "#swagger-ui",
  deepLinking: true,
  tryItOutEnabled: true,
  defaultModelsExpandDepth: 0,
  validatorUrl: null, // or each reader's address of the API would go to a server elsewhere
});
