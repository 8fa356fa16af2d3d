"""Whether reading is right: an audit against labelled replies, and reviews by people."""
