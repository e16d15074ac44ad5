// Tests the pages in a real browser, at the size of a phone and of a desk: node pages.mjs LONGRUN [FOLDER FOR PICTURES]
//
// Prints a line for each failed check, then their number. Exit code 1 if one failed.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };

const [longrun, pictures] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "longrun-pages-"));
let passed = 0;
let failed = 0;

function check(holds, what) {
  if (holds) {
    passed += 1;
  } else {
    failed += 1;
    console.log(`FAILED ${what}`);
  }
}

// Address of one of the servers from outside.
const OUTSIDE = "https://run.example";

// Starts a server on a free port. Its address is the last word of its first line of output.
function serve(name, ...more) {
  const store = `sqlite:${join(folder, `${name}.db`)}`;
  const server = spawn(longrun, ["serve", "--listen", "127.0.0.1:0", "--store", store, ...more], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    let said = "";
    server.stdout.on("data", (data) => {
      said += data;
      if (said.includes("\n")) {
        resolve({ server, base: said.split("\n")[0].split(" ").pop() });
      }
    });
    server.on("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
}

// Checks that every page must pass at every size.
async function whole(page, name) {
  const { wide, unnamed, small, levels, pale } = await page.evaluate(() => {
    const seen = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
    const numbers = (color) => color.match(/[\d.]+/g).map(Number);
    const light = (color) => {
      const [red, green, blue] = numbers(color).map((part) => part / 255).map((part) =>
        part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const behind = (element) => {
      const color = element && getComputedStyle(element).backgroundColor;
      return !element ? "rgb(255, 255, 255)" : numbers(color)[3] === 0 ? behind(element.parentElement) : color;
    };
    // WCAG 2.2, 1.4.3
    const contrast = (element) => {
      const [one, other] = [light(getComputedStyle(element).color), light(behind(element))].sort((a, b) => b - a);
      return (one + 0.05) / (other + 0.05);
    };
    const says = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    return {
      wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      unnamed: seen("input:not([type=hidden]), select").filter((field) => field.labels.length === 0).length,
      small: seen("button, .button, summary, .choice, input:not([type=hidden], [type=checkbox]), select").filter(
        (target) => target.getBoundingClientRect().height < 40,
      ).length,
      levels: seen("h1, h2, h3, h4").map((heading) => Number(heading.tagName[1])),
      pale: seen("body *").filter((element) => says(element) && contrast(element) < 4.5).map((element) => element.outerHTML),
    };
  });
  check(wide <= 0, `${name}: it is ${wide} pixels wider than the window`);
  check(unnamed === 0, `${name}: ${unnamed} fields have no label`);
  check(small === 0, `${name}: ${small} targets are too small for a finger`);
  check(levels.filter((level) => level === 1).length === 1, `${name}: it has not one heading`);
  check(levels.every((level, at) => level <= (levels[at - 1] ?? 0) + 1), `${name}: headings leave a level out: ${levels}`);
  check(pale.length === 0, `${name}: too pale to read: ${pale.slice(0, 3)}`);
  if (pictures) {
    await page.screenshot({ path: join(pictures, `${name.replaceAll(/\W+/g, "-")}.png`), fullPage: true });
  }
}

async function walk(browser, base, size, colorScheme) {
  const context = await browser.newContext({ viewport: SIZES[size], javaScriptEnabled: true, colorScheme });
  const page = await context.newPage();
  page.on("console", (message) => check(message.type() !== "error", `${size}: the console says ${message.text()}`));
  page.on("pageerror", (error) => check(false, `${size}: ${error}`));
  page.on("request", (request) => check(request.url().startsWith(base), `${size}: it asks for ${request.url()}`));

  await page.goto(base);
  await whole(page, `${size} home`);
  await page.getByRole("link", { name: /^Half marathon, intermediate/ }).click();
  await whole(page, `${size} form`);
  check((await page.locator(".season").count()) === 0, `${size}: there are days before a race was said`);

  await page.getByLabel("Race day").fill("2027-04-18");
  await page.getByLabel("Time zone").fill("Europe/Nowhere");
  await page.getByRole("button").click();
  await whole(page, `${size} fault`);
  check(await page.getByRole("alert").isVisible(), `${size}: nobody says that there is no such zone`);
  check((await page.getByLabel("Race day").inputValue()) === "2027-04-18", `${size}: what was filled in is lost`);

  await page.getByLabel("Time zone").fill("Europe/Berlin");
  await page.getByLabel("Distances in").selectOption("mi");
  await page.getByLabel("Rest day").selectOption("fri");
  await page.getByRole("button").click();
  await whole(page, `${size} season`);
  check((await page.getByRole("alert").count()) === 0, `${size}: a season that can be done has a fault`);
  check(await page.locator("p.race").first().isVisible(), `${size}: the race is not to be seen`);

  await page.getByText("Add to the plan").first().click();
  await page.getByLabel("Focus: a strong finish").check();
  await page.getByText("More", { exact: true }).click();
  await page.getByLabel("Your longest run lately").fill("15 mi");
  await page.getByLabel("When you have time").fill("tue 18:00, sun 08:00");
  await page.getByRole("button").click();
  await whole(page, `${size} more`);
  check(await page.getByLabel("Focus: a strong finish").isChecked(), `${size}: what was added is lost`);
  check(await page.getByText("18:00").first().isVisible(), `${size}: the table says no times`);
  check(await page.getByText("Week 7 of 12").isVisible(), `${size}: the table does not count its weeks`);

  const address = await page.getByLabel("Address for other applications").inputValue();
  check(address.startsWith(`${OUTSIDE}/`), `${size}: ${address} cannot be reached from outside`);
  const feed = await context.request.get(address.replace(OUTSIDE, base));
  check(feed.status() === 200 && (await feed.text()).startsWith("BEGIN:VCALENDAR"), `${size}: ${address} is no calendar`);
  const bare = address.replace(/^https?:/, "");
  const links = {
    "Apple Calendar": `webcal:${bare}`,
    "Google Calendar": `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(`webcal:${bare}`)}`,
    Outlook: `https://outlook.live.com/calendar/0/addfromweb?url=${encodeURIComponent(address)}`,
  };
  for (const [name, start] of Object.entries(links)) {
    const link = await page.getByRole("link", { name, exact: true }).getAttribute("href");
    check(link.startsWith(start), `${size}: ${name} leads to ${link}`);
  }
  await page.getByText("On your phone").click();
  check(await page.getByRole("img", { name: /QR code/ }).isVisible(), `${size}: there is no code for the phone`);
  await context.close();
}

// A new user's first try: a server without a base address, and a plan that is too hard.
async function first(browser, base, size) {
  const context = await browser.newContext({ viewport: SIZES[size] });
  const page = await context.newPage();
  await page.goto(`${base}/plan/marathon-intermediate-18?race=2027-04-18&weekly=20+km&rest=mon&long=mon`);
  await whole(page, `${size} risky`);
  const top = async (locator) => (await locator.boundingBox()).y;
  const warning = page.getByText("asks for a usual week of 45 km");
  check(await warning.isVisible(), `${size}: a risk is not told`);
  const subscribing = page.getByRole("heading", { name: "Add it to your calendar" });
  check((await top(warning)) < (await top(subscribing)), `${size}: a risk is told after the ways to subscribe`);
  check(await page.getByText("only this computer can reach").isVisible(), `${size}: nobody says who can reach 127.0.0.1`);
  check((await page.getByRole("link", { name: "Google Calendar" }).count()) === 0, `${size}: Google cannot reach 127.0.0.1`);
  const address = await page.getByLabel("Address for other applications").inputValue();
  const feed = await context.request.get(address);
  check(feed.status() === 200 && (await feed.text()).startsWith("BEGIN:VCALENDAR"), `${size}: ${address} is no calendar`);
  await page.goto(`${base}/plan/half-12/`);
  await whole(page, `${size} nothing`);
  await context.close();
}

const { server, base } = await serve("outside", "--base-url", OUTSIDE);
const own = await serve("own");
let browser;
try {
  browser = await chromium.launch({ executablePath: BROWSERS.find(existsSync), args: ["--no-sandbox"] });
  for (const size of Object.keys(SIZES)) {
    await walk(browser, base, size, "light");
    await walk(browser, base, size, "dark");
    await first(browser, own.base, size);
  }
} catch (error) {
  check(false, String(error));
} finally {
  await browser?.close();
  for (const started of [server, own.server]) {
    started.removeAllListeners("exit");
    started.kill();
  }
  rmSync(folder, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
