/** The dashboard: one page, its style and its script, served from the class path. */
package dev.footfall.queryapi.web;
