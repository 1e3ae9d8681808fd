import js from "@eslint/js";
import stylistic from "@stylistic/eslint-plugin";
import globals from "globals";

// Words that a person reads pass through say() or several(), so that they can be translated.
const WORDS = ":matches(Literal[value=/[a-z]{2}/i], TemplateLiteral:has(TemplateElement[value.raw=/[a-z]{2}/i]))";
const NAMED = "/^(text|label|help|unit|title|placeholder|aria-label|aria-valuetext)$/";
const UNSAID = [
  `Property:matches([key.name=${NAMED}], [key.value=${NAMED}]) > ${WORDS}.value`,
  `CallExpression[callee.name=/^(button|folded|tick|section)$/] > ${WORDS}.arguments:first-child`,
  `AssignmentExpression[left.property.name="textContent"] > ${WORDS}.right`,
  `AssignmentExpression[left.property.name="textContent"] > ConditionalExpression > ${WORDS}`,
];

export default [
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2024, sourceType: "module", globals: globals.browser },
    plugins: { stylistic },
    rules: {
      eqeqeq: "error",
      "no-shadow": "error",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_$", ignoreRestSiblings: true }],
      "one-var": ["error", "never"],
      "prefer-const": "error",
      "max-lines": ["error", 350],
      "stylistic/max-len": ["error", 120],
      "stylistic/quotes": ["error", "double", { avoidEscape: true }],
      "stylistic/semi": "error",
    },
  },
  {
    files: ["rolltrack/**"],
    rules: {
      "no-restricted-syntax": [
        "error",
        ...UNSAID.map((selector) => ({ selector, message: "A person reads this: use say()." })),
      ],
    },
  },
  { files: ["tests/**"], languageOptions: { globals: globals.node } },
];
