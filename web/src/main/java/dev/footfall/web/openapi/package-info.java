/** The API's description as data, and the OpenAPI document that is made from it. Knows no server. */
package dev.footfall.web.openapi;
