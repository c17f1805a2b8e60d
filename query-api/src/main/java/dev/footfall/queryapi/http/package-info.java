/** The server of the query API, its dispatch, and what endpoints are written with. Knows no bundle of endpoints. */
package dev.footfall.queryapi.http;
