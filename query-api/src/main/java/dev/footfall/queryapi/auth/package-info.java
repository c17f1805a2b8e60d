/** Callers, and the repositories that they may read. */
package dev.footfall.queryapi.auth;
