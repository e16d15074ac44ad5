// The pages in a real browser, as a runner on a phone and one at a desk see them: node pages.mjs LONGRUN [FOLDER FOR PICTURES]
//
// Each check is told on a line; the last one counts them. Exit code 1 if one failed.

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

// Starts a server on a free port; its address is the last word of the first line that it prints.
function serve() {
  const store = `sqlite:${join(folder, "feeds.db")}`;
  const server = spawn(longrun, ["serve", "--listen", "127.0.0.1:0", "--store", store], {
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

// What must hold of every page at every size.
async function whole(page, name) {
  const { wide, unnamed, small } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    unnamed: [...document.querySelectorAll("input:not([type=hidden]), select")].filter((field) => field.labels.length === 0)
      .length,
    small: [...document.querySelectorAll("button, .button, input:not([type=hidden]), select")].filter(
      (target) => target.getBoundingClientRect().height < 40,
    ).length,
  }));
  check(wide <= 0, `${name}: it is ${wide} pixels wider than the window`);
  check(unnamed === 0, `${name}: ${unnamed} fields have no label`);
  check(small === 0, `${name}: ${small} targets are too small for a finger`);
  check((await page.locator("h1").count()) === 1, `${name}: it has not one heading`);
  if (pictures) {
    await page.screenshot({ path: join(pictures, `${name.replaceAll(/\W+/g, "-")}.png`), fullPage: true });
  }
}

async function walk(browser, base, size) {
  const context = await browser.newContext({ viewport: SIZES[size], javaScriptEnabled: true });
  const page = await context.newPage();
  page.on("console", (message) => check(message.type() !== "error", `${size}: the console says ${message.text()}`));
  page.on("pageerror", (error) => check(false, `${size}: ${error}`));
  page.on("request", (request) => check(request.url().startsWith(base), `${size}: it asks for ${request.url()}`));

  await page.goto(base);
  await whole(page, `${size} home`);
  await page.getByRole("link", { name: /Half marathon, intermediate/ }).click();
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
  check(await page.getByText("Race: Race").or(page.locator("p.race")).first().isVisible(), `${size}: the race is not to be seen`);

  const address = await page.getByLabel("The address, for anything else").inputValue();
  const feed = await context.request.get(address);
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

const { server, base } = await serve();
let browser;
try {
  browser = await chromium.launch({ executablePath: BROWSERS.find(existsSync), args: ["--no-sandbox"] });
  for (const size of Object.keys(SIZES)) {
    await walk(browser, base, size);
  }
} catch (error) {
  check(false, String(error));
} finally {
  await browser?.close();
  server.removeAllListeners("exit");
  server.kill();
  rmSync(folder, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
