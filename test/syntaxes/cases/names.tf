resource "aws_iam_role_policy" "task" {
  policy = jsonencode({
    Action = ["ssmmessages:CreateControlChannel", "ecs:Describe*", "logs:*"] # "ecs:ExecuteCommand"
#              ^^^^^^^^^^^ entity.name.type.service
#                          ^^^^^^^^^^^^^^^^^^^^ entity.name.function.action
#                                                  ^^^ entity.name.type.service
#                                                      ^^^^^^^^ entity.name.function.action
#                                                              ^ keyword.operator.wildcard
#                                                                   ^^^^ entity.name.type.service
#                                                                        ^ keyword.operator.wildcard
    Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
    Resource  = "arn:aws:iam::111122223333:role/shop-*"
#                ^^^ keyword.other.arn
#                    ^^^ keyword.other.partition
#                        ^^^ entity.name.type.service
#                             ^^^^^^^^^^^^ constant.numeric.account
#                                          ^^^^^^^^^^ entity.name.function.resource
#                                                    ^ keyword.operator.wildcard
    Variable = "arn:aws:s3:::home/$${aws:username}/*"
#               ^^^ keyword.other.arn
#                   ^^^ keyword.other.partition
#                       ^^ entity.name.type.service
#                            ^^^^^^ entity.name.function.resource
#                                  ^^^^^^^^^^^^^^^ constant.character.format.placeholder
#                                                 ^ entity.name.function.resource
#                                                  ^ keyword.operator.wildcard
  })

  // Between the parts is what Terraform fills in, in the colors of its own grammar.
  arn = "arn:${local.partition}:ecs:${var.region}:${data.aws_caller_identity.me.account_id}:task/${var.cluster}/*"
#        ^^^ keyword.other.arn
#                               ^^^ entity.name.type.service
#                                                                                           ^^^^^ entity.name.function.resource
#                                                                                                              ^ entity.name.function.resource
#                                                                                                               ^ keyword.operator.wildcard
  key = "arn:aws:kms:eu-west-1:${var.account["x"]}:key/1" # Not "ecs:StopTask".
#        ^^^ keyword.other.arn
#            ^^^ keyword.other.partition
#                ^^^ entity.name.type.service
#                    ^^^^^^^^^ variable.other.constant.region
#                                                  ^^^^^ entity.name.function.resource
  bucket = "arn:aws:s3:::${join("-", [
#           ^^^ keyword.other.arn
#               ^^^ keyword.other.partition
#                   ^^ entity.name.type.service
    "a", var.stage])}/b c"
#                    ^^ entity.name.function.resource
  home = "arn:aws:s3:::${var.bucket}/$${aws:username}"
#         ^^^ keyword.other.arn
#             ^^^ keyword.other.partition
#                 ^^ entity.name.type.service
#                                   ^ entity.name.function.resource
#                                     ^^^^^^^^^^^^^^^ constant.character.format.placeholder
}

locals {
  secrets = [
    { name = "TOKEN", valueFrom = "/shop/token" },
#                                  ^^^^^^^^^^^ entity.name.function.parameter
    { name = "TOKEN", valueFrom   = "/shop/${var.stage}/token" },
#                                    ^^^^^^ entity.name.function.parameter
#                                                      ^^^^^^ entity.name.function.parameter
    { "name" : "TOKEN", "valueFrom" : "shop" },
#                                      ^^^^ entity.name.function.parameter
    { valueFrom = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf:user::" },
#                  ^^^ keyword.other.arn
#                      ^^^ keyword.other.partition
#                          ^^^^^^^^^^^^^^ entity.name.type.service
#                                         ^^^^^^^^^ variable.other.constant.region
#                                                   ^^^^^^^^^^^^ constant.numeric.account
#                                                                ^^^^^^^^^^^^^^^^^ entity.name.function.resource
#                                                                                 ^^^^ variable.parameter.json-key
#                                                                                     ^^ entity.name.function.resource
    { valueFrom = "${aws_secretsmanager_secret.db.arn}:password::" },
#                                                      ^^^^^^^^ variable.parameter.json-key
    { valueFrom = aws_ssm_parameter.token.arn, value = "/shop/token" },
  ]
  policy = <<-EOT
    {
      "Action": "ecs:ExecuteCommand",
#                ^^^ entity.name.type.service
#                    ^^^^^^^^^^^^^^ entity.name.function.action
      "Condition": { "StringEquals": { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      "Resource": "arn:aws:ecs:*:${var.account}:task/x"
#                  ^^^ keyword.other.arn
#                      ^^^ keyword.other.partition
#                          ^^^ entity.name.type.service
#                              ^ keyword.operator.wildcard
#                                               ^^^^^^ entity.name.function.resource
    }
  EOT
}
