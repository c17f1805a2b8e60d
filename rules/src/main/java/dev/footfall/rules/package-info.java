/** The rules by which events count, as data: what is excluded and why, and what holds sessions together. */
package dev.footfall.rules;
