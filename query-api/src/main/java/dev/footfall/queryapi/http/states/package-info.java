/** The endpoints about other rules: what they would count, which state answers, and what was corrected. */
package dev.footfall.queryapi.http.states;
