/** The endpoints about other rules: what they would count, which state answers, and what was corrected. */
@NullMarked
package dev.footfall.queryapi.http.states;

import org.jspecify.annotations.NullMarked;
