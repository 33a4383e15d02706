"""Reference cases made with R, each kind tied to the public function it tests."""
