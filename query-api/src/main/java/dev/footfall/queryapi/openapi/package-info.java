/** The API's description as data, and the OpenAPI document that is made from it. Knows no server. */
@NullMarked
package dev.footfall.queryapi.openapi;

import org.jspecify.annotations.NullMarked;
