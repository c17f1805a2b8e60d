/** Thirty believable days of downloads, made up. Known to its command alone. */
package dev.footfall.cli.demo;
