/** The formats of access logs, as data: layouts (a pattern, columns, JSON), their fields, and the facts in those. */
package dev.footfall.logs.logformat;
