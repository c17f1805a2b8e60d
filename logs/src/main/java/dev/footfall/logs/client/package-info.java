/** The client of a logged request: its connection's address, or one that the proxies before it have listed. */
package dev.footfall.logs.client;
