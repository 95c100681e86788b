"""What symsoft offers to the tests of its users."""
