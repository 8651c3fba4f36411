//! Every trap at the door, through the one public function.
