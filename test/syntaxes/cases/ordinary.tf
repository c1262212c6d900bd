# Nothing in this file is an AWS name, however much it looks like one: "ecs:ExecuteCommand", arn:aws:iam::1:role/x.
locals {
  image      = "nginx:Latest"
  sentence   = "ecs:ExecuteCommand is an action"
  quoted     = "say \"ecs:ExecuteCommand\""
  lower      = "s3:sync"
  unfinished = "arn:aws:iam"
  elsewhere  = "urn:arn:aws:iam::1:x"
  acme       = "arn:acme:iam::111122223333:role/x"
  reference  = "${aws_s3_bucket.logs.arn}/*"
  template   = "{{ x }} <NAME> ${var.x} %{if var.y}y%{endif} $${z}"
  odd        = "arn:aws:${"
}
/* "ecs:ExecuteCommand" */
