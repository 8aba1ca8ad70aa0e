// Packages from npm stand where the build put them, not beside these files.
import { createRequire } from "node:module";

const require = createRequire(`${process.env.GISHE_BROWSER_PACKAGES}/`);

export const { chromium } = require("playwright-core");
export const { HtmlValidate } = require("html-validate");
export const axeSource = require("axe-core").source;
